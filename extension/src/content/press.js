// Notices that Post was pressed, before the page does, and can hold that press once.

import { parentOf } from "./composers.js";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {{element: HTMLElement, again: () => boolean}} Pressed  `again` passes the press on; false if there is nothing left to press. */

const BUTTONS = 'button, [role="button"], input[type="submit"], input[type="button"]';
const DIALOGS = 'form, dialog, [role="dialog"], [role="alertdialog"], [aria-modal="true"]';
/** What holds more than one conversation: a button that is no nearer belongs to somebody else. */
const TOO_FAR = 'body, html, main, [role="main"], [role="feed"]';

/** @param {string} name */
const plain = (name) => name.replace(/\s*\([^)]*\)\s*$/, "").replace(/\s+/g, " ").trim().toLowerCase();

/** Return the name of a button as assistive technology would read it. @param {HTMLElement} button */
export function nameOf(button) {
  const root = /** @type {Document | ShadowRoot} */ (button.getRootNode());
  const labels = (button.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean).map((id) => root.getElementById(id)?.textContent ?? "");
  const value = button instanceof HTMLInputElement ? button.value : button.textContent;
  return plain(labels.join(" ") || button.getAttribute("aria-label") || value || button.title);
}

/** Return how many steps up from the composer an element is found that holds both, or null where that is too far. @param {Node} composer @param {Node} button */
function distance(composer, button) {
  const above = new Set();
  for (let node = /** @type {Node | null} */ (button); node; node = parentOf(node)) above.add(node);
  let steps = 0;
  for (let node = parentOf(composer); node; node = parentOf(node), steps += 1) {
    if (node instanceof Element && node.matches(TOO_FAR)) return null;
    if (above.has(node)) return steps;
    // A form or a dialog is a place of its own: its button is inside, or names it.
    if (node instanceof Element && node.matches(DIALOGS)) return node.id && button instanceof HTMLElement && button.getAttribute("form") === node.id ? steps : null;
  }
  return null;
}

/** Return the draft that a button posts, or null. @param {HTMLElement} button @param {Iterable<Draft>} drafts @returns {Draft | null} */
function draftOf(button, drafts) {
  /** @type {[number, Draft][]} */
  const near = [];
  for (const draft of drafts) {
    const steps = distance(draft.composer, button);
    if (steps !== null) near.push([steps, draft]);
  }
  return near.sort(([one], [other]) => one - other)[0]?.[1] ?? null;
}

/** @param {HTMLElement} button @returns {Pressed} */
const click = (button) => ({
  element: button,
  again: () => {
    if (!button.isConnected || button.matches(":disabled, [aria-disabled=true]")) return false;
    button.click();
    return true;
  },
});

/** @param {HTMLElement} target @param {KeyboardEvent} event @returns {Pressed} */
function keys(target, { key, code, keyCode, ctrlKey, metaKey }) {
  const init = { key, code, keyCode, ctrlKey, metaKey, bubbles: true, cancelable: true, composed: true };
  return {
    element: target,
    again: () => {
      if (!target.isConnected) return false;
      target.dispatchEvent(new KeyboardEvent("keydown", init));
      return true;
    },
  };
}

/**
 * Listen for Post being pressed by the author: not by the page, and not by us as we pass a press on. `hold` says whether a press on a draft is held: if so, nobody else hears of it;
 * `posted` hears of a press that went through.
 * @param {{drafts: () => Iterable<Draft>, words: () => string[], hold: (draft: Draft, pressed: Pressed) => boolean, posted: (draft: Draft) => void}} on
 * @param {AbortSignal} signal
 */
export function listen({ drafts, words, hold, posted }, signal) {
  /** @param {Event} event @param {Draft | null} draft @param {Pressed} pressed */
  const offer = (event, draft, pressed) => {
    if (!draft) return;
    if (!hold(draft, pressed)) return posted(draft);
    event.preventDefault();
    event.stopImmediatePropagation();
    return undefined;
  };
  window.addEventListener("click", (event) => {
    if (!event.isTrusted) return;
    const target = event.composedPath()[0];
    const button = target instanceof Element ? /** @type {HTMLElement | null} */ (target.closest(BUTTONS)) : null;
    if (!button) return;
    const draft = draftOf(button, drafts());
    if (draft && words().includes(nameOf(button))) offer(event, draft, click(button));
  }, { capture: true, signal });
  window.addEventListener("keydown", (event) => {
    if (!event.isTrusted || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    const draft = [...drafts()].find(({ composer }) => composer === target || composer.contains(target)) ?? null;
    offer(event, draft, keys(target, event));
  }, { capture: true, signal });
}
