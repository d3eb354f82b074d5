// When the words of a composer changed, whoever changed them.

import { isTextarea } from "./composers.js";

/** Milliseconds between two looks at a textarea that has the focus: pages set its value without an event. */
const GLANCE = 400;

/** @typedef {import("./composers.js").Composer} Composer */

/**
 * Watch a composer; `changed` is called after every change, with whether an input method is at work.
 * @param {Composer} composer @param {(composing: boolean) => void} changed @returns {() => void} how to stop
 */
export function watch(composer, changed) {
  const left = new AbortController();
  const { signal } = left;
  let composing = false;
  const tell = () => changed(composing);
  composer.addEventListener("input", tell, { signal });
  composer.addEventListener("compositionstart", () => { composing = true; tell(); }, { signal });
  composer.addEventListener("compositionend", () => { composing = false; tell(); }, { signal });
  // An input method that is cut off sends no end.
  composer.addEventListener("blur", () => { composing = false; }, { signal });
  const stop = isTextarea(composer) ? glanceAt(composer, tell) : observe(composer, tell);
  return () => { left.abort(); stop(); };
}

/** @param {HTMLElement} composer @param {() => void} tell */
function observe(composer, tell) {
  const observer = new MutationObserver(tell);
  observer.observe(composer, { subtree: true, childList: true, characterData: true });
  return () => observer.disconnect();
}

/** @param {HTMLTextAreaElement} area @param {() => void} tell */
function glanceAt(area, tell) {
  let seen = area.value;
  const look = () => {
    if (document.hidden || area.value === seen) return;
    seen = area.value;
    tell();
  };
  const timer = setInterval(look, GLANCE);
  return () => clearInterval(timer);
}
