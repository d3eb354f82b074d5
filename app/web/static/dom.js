// The page's own elements, words and messages.

import { h } from "./element.js";

export { h };

export const find = (selector) => document.querySelector(selector);

/** The names of things, as the server wrote them into the page. */
export const words = JSON.parse(find("main").dataset.words);
export const examples = JSON.parse(find("main").dataset.examples);

/** Return what a button is about, for screen readers: several may bear the same name. */
export const hiddenOf = (about) => h("span", { class: "hidden" }, `: ${about}`);

let hiding = 0;

/** Show a short message for a while; `action` is [label, listener]. */
export function toast(message, action) {
  const box = find("#toast");
  const close = () => { box.hidden = true; };
  const button = action && h("button", { type: "button", class: "small", onclick: () => { close(); action[1](); } }, action[0]);
  box.replaceChildren(message, button ?? "");
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(close, action ? 12000 : 4000);
}

/** Put text into the clipboard, and say so. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("This browser does not let me copy: please select the text and copy it yourself.");
  }
}
