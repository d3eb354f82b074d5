// Elements from plain values; text is always text, never markup.

/** Return a new element; `on…` properties are listeners, `dataset` and attributes are set as they are. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

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
