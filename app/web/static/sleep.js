// "Sleep on it": put a draft aside, and be asked, kindly, to read it again. Nothing of it is sent.

import { find, h, hiddenOf, toast } from "./dom.js";
import * as drafts from "./drafts.js";
import { onChange } from "./store.js";

const LOOK = 15_000;
const SHOWN = 140;
const title = document.title;
const FAULTS = {
  full: "You are sleeping on many drafts already. Please throw one away first.",
  failed: "This browser does not let me keep anything. Please copy your draft to a safe place.",
};
let opened = null;
let waiting = "";

/** Forget which kept draft is being read: the next one is a new one. */
export const startAnew = () => { opened = null; };

/** Return a fold with times to choose from; `pick` gets one. */
export function chooser(label, about, pick) {
  const now = Date.now();
  const at = h("input", { type: "datetime-local", required: true, min: drafts.fieldValue(now + 60_000), value: drafts.fieldValue(drafts.tomorrowMorning(now)), "aria-label": "Day and time" });
  const chosen = (event) => {
    event.preventDefault();
    pick(new Date(at.value).getTime());
  };
  const soon = (name, when) => h("button", { type: "button", class: "small", onclick: () => pick(when(Date.now())) }, name);
  return h("details", { class: "sleep" },
    h("summary", null, label, about && hiddenOf(about)),
    h("div", { class: "times" },
      h("p", null, "I keep it in this browser and nowhere else, and ask you to read it again when you are back."),
      h("p", { class: "row" }, soon("In an hour", drafts.inAnHour), soon("Tomorrow morning", drafts.tomorrowMorning)),
      h("form", { class: "row", onsubmit: chosen }, at, h("button", { class: "small" }, "Keep until then")),
      h("p", { class: "soft" }, "Whoever uses this browser can read it. It stays until you throw it away.")));
}

/** Put a draft aside until a time; returns whether that worked. */
export function put(text, platform, until) {
  const now = Date.now();
  const draft = { ...drafts.made(text, platform, now, until), ...(opened && { id: opened }) };
  const became = drafts.put(draft);
  if (became !== "kept") toast(FAULTS[became]);
  return became === "kept" ? draft : null;
}

export const takeBack = (draft) => drafts.drop(draft.id);

export const until = (draft) => `Put aside. Read it again ${drafts.said(draft.due, Date.now())}.`;

/** Return a card for each draft whose time has come. `on`: {read(draft)} */
export function waking(on) {
  const now = Date.now();
  return drafts.due(now).map((draft) =>
    h("section", { class: "card waking" },
      h("h2", null, "Here is the draft that you put aside"),
      h("p", { class: "soft" }, `Since ${drafts.said(draft.kept, now)}. How does it read now?`),
      h("blockquote", null, excerpt(draft)),
      choices(draft, on, () => find("#answer").focus(), "primary")));
}

function excerpt(draft) {
  const letters = [...draft.text.trim()];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("").trimEnd()} …` : letters.join("");
}

function choices(draft, on, then, rank) {
  const about = excerpt(draft).slice(0, 40);
  const read = () => {
    drafts.put({ ...draft, due: null });
    opened = draft.id;
    on.read(draft);
  };
  const longer = (time) => {
    drafts.put({ ...draft, due: time });
    then();
    toast(until({ ...draft, due: time }));
  };
  const away = () => {
    drafts.drop(draft.id);
    then();
    toast("Thrown away.", ["Undo", () => drafts.put(draft)]);
  };
  return h("div", { class: "row" },
    h("button", { type: "button", class: rank, onclick: read }, "Read it again", hiddenOf(about)),
    h("button", { type: "button", class: rank === "small" && rank, onclick: away }, "Throw it away", hiddenOf(about)),
    chooser("Keep it longer", about, longer));
}

function state(draft, now) {
  if (draft.due === null) return "Read again already";
  return draft.due <= now ? "Ready to be read again" : `Until ${drafts.said(draft.due, now)}`;
}

function draw(on) {
  const [now, kept] = [Date.now(), drafts.list()];
  const ready = drafts.due(now).length;
  find("#asleep-count").textContent = kept.length ? `(${kept.length})${ready ? ` · ${ready} ready` : ""}` : "";
  find("#asleep-none").hidden = kept.length > 0;
  find("#asleep-list").replaceChildren(...kept.map((draft) =>
    h("li", null, h("p", { class: "soft" }, state(draft, now)), h("blockquote", null, excerpt(draft)),
      choices(draft, on, () => find("#asleep summary").focus(), "small"))));
  document.title = ready ? `(${ready}) ${title}` : title;
}

/** Show the list and keep an eye on the clock. `on`: {read(draft), woken()} */
export function listen(on) {
  const look = () => {
    const ids = drafts.due(Date.now()).map((draft) => draft.id).join();
    if (ids === waiting) return;
    const more = ids.length > waiting.length;
    waiting = ids;
    draw(on);
    on.woken(more);
  };
  draw(on);
  waiting = drafts.due(Date.now()).map((draft) => draft.id).join();
  onChange(() => { draw(on); look(); });
  setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
}
