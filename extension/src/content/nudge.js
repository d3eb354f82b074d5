// The nudge: once a draft, before a post that would burn a bridge goes out. Whatever is chosen, the author decides.

import { h } from "../../../app/web/static/element.js";
import words from "../../words.json";
import { button } from "./card.js";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {{edit: () => void, use: () => void, note: () => void, post: () => void}} Choices */

const MOST_WORDS = 3;
let turn = Math.floor(Math.random() * words.nudge.wordings.length);

/** Return the next of the wordings. @returns {string[]} */
function wording() {
  turn = (turn + 1) % words.nudge.wordings.length;
  return words.nudge.wordings[turn];
}

/** Return what the nudge says of a draft. @param {Draft} draft @param {Choices} choices @returns {HTMLElement[]} */
export function nudgeOf(draft, choices) {
  const [title, more] = wording();
  const found = (draft.report?.findings ?? []).filter(({ severity }) => severity !== "low").slice(0, MOST_WORDS);
  const usable = Boolean(draft.report?.rewrites.length);
  return [
    h("h2", { id: "nudge-title" }, title),
    h("p", null, more),
    found.length > 0 && h("p", { class: "soft small" }, words.nudge.why.replace("WORDS", found.map(({ text }) => `“${text}”`).join(", "))),
    h("div", { class: "row" },
      button(words.nudge.edit, choices.edit, { class: "primary" }),
      usable && button(words.nudge.use, choices.use),
      button(words.nudge.note, choices.note),
      button(words.nudge.post, choices.post)),
  ].filter(Boolean);
}
