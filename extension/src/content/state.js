// What a draft's mark, card and nudge have to say, without how they say it.

import words from "../../words.json";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {"idle" | "clear" | "caution" | "warn" | "care" | "none" | "long" | "fault"} State */

/** Return the notice beside which nothing else may be said: somebody needs support, not advice. @param {Draft} draft */
export const care = (draft) => draft.report?.notices.find((notice) => words.alone.includes(notice.id)) ?? null;

/** @param {Draft} draft @returns {State} */
export function stateOf(draft) {
  if (draft.tooLong) return "long";
  if (draft.fault) return draft.fault.kind === "refused" ? "none" : "fault";
  if (!draft.report) return "idle";
  if (care(draft)) return "care";
  const { language, verdict } = draft.report;
  return language.supported || verdict === "warn" ? verdict : "none";
}

/** Return the state in a few words. @param {Draft} draft */
export function headline(draft) {
  const state = stateOf(draft);
  if (state === "care") return care(draft)?.title ?? "";
  if (state === "idle") return draft.reading ? words.card.reading : words.card.idle;
  if (state === "fault") return /** @type {Record<string, string>} */ (words.card)[draft.fault?.kind ?? ""] ?? words.card.fault;
  if (state === "none" && draft.fault) return words.card.refused;
  if (state === "long" || state === "none") return words.card[state];
  return words.headings[state];
}

/** Return how the mark is called. @param {Draft} draft */
export function markName(draft) {
  const state = stateOf(draft);
  if (state === "idle" || state === "none" || state === "long" || state === "fault") return words.mark[state];
  return words.mark.verdict.replace("SAID", headline(draft));
}

/** Whether the words on the screen may be marked. @param {Draft} draft */
export const marked = (draft) => ["caution", "warn", "clear"].includes(stateOf(draft)) ? draft.findings : [];
