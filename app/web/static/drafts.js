// Drafts that the author sleeps on, and when to read them again. Times are in milliseconds.

import { keep, recall } from "./store.js";

const MOST = 20;
const HOUR = 3_600_000;
const MORNING = 8;
const STILL_NIGHT = 4;

const valid = (draft) => typeof draft?.id === "string" && typeof draft.text === "string" && draft.text !== "" &&
  Number.isFinite(draft.kept) && (draft.due === null || Number.isFinite(draft.due));

/** Return [{id, text, platform, kept, due}], the next to be read first; `due` is null once read. */
export const list = () => recall("drafts", []).filter(valid).sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));

/** Return those whose time has come. */
export const due = (now) => list().filter((draft) => draft.due !== null && draft.due <= now);

/** Keep a draft in the place of the one with its id; returns "kept", "full" or "failed". */
export function put(draft) {
  const before = list();
  const others = before.filter((other) => other.id !== draft.id);
  if (others.length >= MOST) return "full";
  if (keep("drafts", [...others, draft])) return "kept";
  keep("drafts", before);
  return "failed";
}

export const drop = (id) => keep("drafts", list().filter((draft) => draft.id !== id));

/** Return a new draft to keep. */
export const made = (text, platform, now, until) => ({ id: `${now}.${Math.random()}`, text, platform, kept: now, due: until });

export const inAnHour = (now) => now + HOUR;

/** Return eight o'clock after the next night's sleep. */
export function tomorrowMorning(now) {
  const day = new Date(now);
  if (day.getHours() >= STILL_NIGHT) day.setDate(day.getDate() + 1);
  return day.setHours(MORNING, 0, 0, 0);
}

const CLOCK = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long" });
const midnight = (time) => new Date(time).setHours(0, 0, 0, 0);

/** Say a time as people do: "tomorrow at 08:00". */
export function said(time, now) {
  const days = Math.round((midnight(time) - midnight(now)) / (24 * HOUR));
  const day = { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days] ?? `on ${DATE.format(time)}`;
  return `${day} at ${CLOCK.format(time)}`;
}

/** Return a time as a field of type datetime-local wants it. */
export function fieldValue(time) {
  const day = new Date(time);
  return new Date(time - day.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
