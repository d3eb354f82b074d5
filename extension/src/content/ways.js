// The ways by which text gets into editors; each editor has those that it understands, the best first.
//
// Draft.js and Lexical draw from a model of their own: to them a change of the DOM is damage, an event is a wish.
// Quill and ProseMirror read the DOM after the browser changed it, and plain regions are the browser's own.

import { isTextarea } from "./composers.js";
import { read } from "./model.js";

/** @typedef {import("./composers.js").Composer} Composer */
/** @typedef {import("./write.js").Stretch} Stretch */
/** @typedef {(composer: Composer, stretch: Stretch, text: string) => Promise<boolean>} Way  Returns whether it could try. */

/** Most milliseconds to wait for an editor to hear of its new selection; a slow machine may need them. */
const SELECTED = 500;
const UNDONE = 90;
const APPLE = /Mac|iP(hone|ad)/.test(navigator.platform);

/** @type {[string, Way[]][]} */
const WAYS = [
  ["[data-lexical-editor]", [byBeforeInput, byPaste]],
  [".public-DraftEditor-content, [data-contents]", [byPaste, byBackspace]],
  ["[data-slate-editor]", [byBeforeInput]],
  ["*", [byCommand, byPaste]],
];

/** @param {Composer} composer */
const ownsModel = (composer) => composer.matches("[data-lexical-editor], .public-DraftEditor-content, [data-slate-editor]") ||
  composer.querySelector(":scope > [data-contents]") !== null;

/** @param {Composer} composer @returns {Way[]} */
export function waysFor(composer) {
  const own = WAYS.find(([selector]) => composer.matches(selector) || (selector.includes("data-contents") && composer.querySelector(":scope > [data-contents]")));
  return own ? own[1] : [];
}

/** Select a stretch and let the editor notice; returns false where it has no place in the DOM. @param {Composer} composer @param {number} start @param {number} end */
async function select(composer, start, end) {
  composer.focus({ preventScroll: true });
  if (isTextarea(composer)) {
    composer.setSelectionRange(start, end);
    return true;
  }
  const range = read(composer).rangeOf(start, end);
  const selection = document.getSelection();
  if (!range || !selection) return false;
  // Where it is selected already, no event comes.
  if (isSelected(selection, range)) return true;
  const noticed = new Promise((done) => {
    document.addEventListener("selectionchange", done, { once: true });
    setTimeout(done, SELECTED);
  });
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  await noticed;
  await new Promise((done) => { setTimeout(done, 0); });
  return true;
}

/** @param {Selection} selection @param {Range} range */
const isSelected = (selection, range) => selection.anchorNode === range.startContainer && selection.anchorOffset === range.startOffset &&
  selection.focusNode === range.endContainer && selection.focusOffset === range.endOffset;

/** @type {Way} */
async function byCommand(composer, { start, end, replacement }) {
  if (!await select(composer, start, end)) return false;
  return replacement ? document.execCommand("insertText", false, replacement) : document.execCommand("delete");
}

/** @type {Way} */
async function byBeforeInput(composer, { start, end, replacement }) {
  if (!await select(composer, start, end)) return false;
  const range = read(composer).rangeOf(start, end);
  const where = range ? { targetRanges: [new StaticRange(range)] } : {};
  const inputType = replacement ? "insertText" : "deleteContentBackward";
  composer.dispatchEvent(new InputEvent("beforeinput", { inputType, data: replacement || null, ...where, bubbles: true, cancelable: true, composed: true }));
  return true;
}

/** Nothing can be pasted: then a neighbour comes along, and is put back in. @type {Way} */
async function byPaste(composer, stretch, text) {
  const whole = stretch.replacement ? stretch : withNeighbour(stretch, text);
  if (!whole || !await select(composer, whole.start, whole.end)) return false;
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", whole.replacement);
  composer.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true, composed: true }));
  return true;
}

/** @type {Way} */
async function byBackspace(composer, { start, end, replacement }) {
  if (replacement || !await select(composer, start, end)) return false;
  press(composer, { key: "Backspace", code: "Backspace", keyCode: 8 });
  return true;
}

/** @param {Stretch} stretch @param {string} text @returns {Stretch | null} */
function withNeighbour({ start, end }, text) {
  const [before, behind] = [text[start - 1], text[end]];
  const simple = /[\x20-\x7e]/;
  if (before && simple.test(before)) return { start: start - 1, end, replacement: before };
  if (behind && simple.test(behind)) return { start, end: end + 1, replacement: behind };
  return null;
}

/** @param {Composer} composer @param {KeyboardEventInit} init */
const press = (composer, init) => composer.dispatchEvent(new KeyboardEvent("keydown", { ...init, bubbles: true, cancelable: true, composed: true }));

/** Take one step back, by the editor's own keys first; returns whether anything changed. @param {Composer} composer */
export async function undo(composer) {
  const before = read(composer).text;
  const changed = async () => {
    await new Promise((done) => { setTimeout(done, UNDONE); });
    return read(composer).text !== before;
  };
  if (!isTextarea(composer)) {
    press(composer, { key: "z", code: "KeyZ", keyCode: 90, ctrlKey: !APPLE, metaKey: APPLE });
    if (await changed()) return true;
  }
  if (ownsModel(composer)) return false;
  document.execCommand("undo");
  return changed();
}
