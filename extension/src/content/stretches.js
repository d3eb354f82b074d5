// Which stretches of a text are replaced, so that there are few steps to undo and nothing between them is lost.

import { apply } from "../../../app/web/static/spans.js";

/** @typedef {import("./model.js").Model} Model */
/** @typedef {import("./write.js").Stretch} Stretch */

/** Gather ordered edits into stretches that can be replaced at once; in plain text that is always one. @param {Model} model @param {Stretch[]} edits @param {boolean} plain @returns {Stretch[]} */
export function grouped(model, edits, plain) {
  /** @type {Stretch[][]} */
  const groups = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    if (last && (plain || together(model, last[0], edit))) last.push(edit);
    else groups.push([edit]);
  }
  return groups.map((group) => smallest(model.text, joined(model.text, group))).filter(({ start, end, replacement }) => start < end || replacement);
}

/** Whether the words from one edit to another are of one line and one format, and nothing but words. @param {Model} model @param {Stretch} first @param {Stretch} other */
function together(model, first, other) {
  const [start, end] = [first.start, Math.max(first.end, other.end)];
  return !model.text.slice(start, end).includes("\n") && !other.replacement.includes("\n") && !first.replacement.includes("\n") &&
    !model.locked(start, end) && model.uniform(start, end);
}

/** @param {string} text @param {Stretch[]} group @returns {Stretch} */
function joined(text, group) {
  const [start, end] = [group[0].start, group[group.length - 1].end];
  const moved = group.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return { start, end, replacement: apply(text.slice(start, end), moved) };
}

/** Leave out what stays the same at both ends, by whole words: half a word, or half an emoji, is nobody's edit. @param {string} text @param {Stretch} stretch @returns {Stretch} */
export function smallest(text, { start, end, replacement }) {
  const old = text.slice(start, end);
  const most = Math.min(old.length, replacement.length);
  let head = 0;
  while (head < most && old[head] === replacement[head]) head += 1;
  while (head > 0 && !border(old, head)) head -= 1;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === replacement.at(-1 - tail)) tail += 1;
  while (tail > 0 && !border(old, old.length - tail)) tail -= 1;
  return { start: start + head, end: end - tail, replacement: replacement.slice(head, replacement.length - tail) };
}

/** @param {string} text @param {number} at */
const border = (text, at) => at === text.length || (/[ .,;:!?]/.test(text[at - 1]) && /[ \w]/.test(text[at])) || /[ .,;:!?]/.test(text[at]);
