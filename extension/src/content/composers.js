// Which element is a composer: a place where somebody writes more than a line.

const LINES = 1.6;
const WIDE = 220;
const LEAST = { width: 100, height: 16 };
/** Where the site says that nobody reads along, and editors of code. */
const NOT_HERE = [
  '[data-enable-grammarly="false"]',
  '[data-gramm="false"]:not(.ql-editor)', // old Quill puts it on every editor of its own accord
  '[data-gramm_editor="false"]',
  "[data-unburnt=false]",
  '[aria-hidden="true"]',
  "[inert]",
  ".CodeMirror",
  ".cm-editor",
  ".monaco-editor",
  ".ace_editor",
].join();
const NOT_PROSE = '[role="searchbox"], [role="combobox"], [role="spinbutton"], [role="search"] *, [type="search"]';
const SECRET = /pass(word|code)|one-time-code|cc-|otp/i;

/** @typedef {HTMLTextAreaElement | HTMLElement} Composer */

/** @param {unknown} element @returns {element is HTMLTextAreaElement} */
export const isTextarea = (element) => element instanceof HTMLTextAreaElement;

/** Return the outermost element of the editable region that an element lies in, or null. @param {HTMLElement} element @returns {HTMLElement | null} */
function editingRoot(element) {
  if (!element.isContentEditable) return null;
  let root = element;
  while (root.parentElement?.isContentEditable) root = root.parentElement;
  return root;
}

/** @param {Element} element */
const lineHeight = (element) => {
  const { lineHeight: set, fontSize } = getComputedStyle(element);
  return parseFloat(set) || parseFloat(fontSize) * 1.2;
};

/** Whether an element is large enough for prose: some lines tall, or wide. @param {HTMLElement} element */
function roomy(element) {
  const { width, height } = element.getBoundingClientRect();
  return width > LEAST.width && height > LEAST.height && (height >= lineHeight(element) * LINES || width >= WIDE);
}

/** @param {HTMLTextAreaElement} area */
const writable = (area) => !area.disabled && !area.readOnly && !SECRET.test(`${area.autocomplete} ${area.name}`);

/** @param {HTMLElement} root */
const prose = (root) => root.getAttribute("aria-readonly") !== "true" &&
  (root.getAttribute("aria-multiline") === "true" || roomy(root));

/** Return the composer that the focus went to, or null: an element that merely holds one is none. @param {EventTarget | null | undefined} target @returns {Composer | null} */
export function composerOf(target) {
  if (!(target instanceof HTMLElement)) return null;
  const element = isTextarea(target) ? target : editingRoot(target);
  if (!element || element.matches(NOT_PROSE) || element.closest(NOT_HERE)) return null;
  if (isTextarea(element)) return writable(element) && roomy(element) ? element : null;
  return prose(element) ? element : null;
}

/** Whether a composer is still there to be written in. @param {Composer} composer */
export const alive = (composer) => composer.isConnected && (isTextarea(composer) || composer.isContentEditable);

/** Return the element that has the focus, also inside open shadow roots. */
export function focused() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** Return the parent of a node, out of a shadow root if need be. @param {Node} node @returns {Node | null} */
export const parentOf = (node) => /** @type {Element} */ (node).assignedSlot ?? node.parentNode ?? /** @type {ShadowRoot} */ (node).host ?? null;
