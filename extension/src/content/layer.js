// Our own layer over the page: one host element with a closed shadow root, in the browser's top layer, so that no
// page's stacking or clipping reaches it and it reaches nothing of the page.

import { h } from "../../../app/web/static/element.js";
import words from "../../words.json";
import palette from "palette.css";
import looks from "./layer.css";
import { parentOf } from "./composers.js";
import { stand } from "./doorman.js";
import { Mirror } from "./mirror.js";

/** @typedef {import("./composers.js").Composer} Composer */

const NAME = "unburnt-layer";
/** Whatever the page says of all elements, of unknown ones or of this one. */
const HOST_STYLE = "all: initial; display: block; position: fixed; inset: 0 auto auto 0; width: 0; height: 0; margin: 0; padding: 0; border: 0; overflow: visible; pointer-events: none; z-index: 2147483647;";
/** What the browser shows above everything else, where all that is outside can be inert. */
const ON_TOP = ["dialog:modal", ":popover-open", ":fullscreen"];

/** Return the element that our host has to be in for a composer. @param {Composer} composer @returns {Element} */
function homeOf(composer) {
  for (let node = parentOf(composer); node; node = parentOf(node)) {
    if (node instanceof Element && node.localName !== NAME && ON_TOP.some((selector) => node instanceof Element && node.matches(selector))) return node;
  }
  return document.documentElement;
}

/** @param {Composer} composer */
function bright(composer) {
  const [red, green, blue] = (getComputedStyle(composer).color.match(/[\d.]+/g) ?? ["0", "0", "0"]).map(Number);
  return (red * 299 + green * 587 + blue * 114) / 1000 > 140;
}

export class Layer {
  /** @param {{key: (event: KeyboardEvent) => void, outside: (event: Event) => void}} on */
  constructor(on) {
    this.host = document.createElement(NAME);
    this.host.style.cssText = HOST_STYLE.replaceAll(";", " !important;");
    this.host.setAttribute("popover", "manual");
    this.root = this.host.attachShadow({ mode: ROOT_MODE });
    this.root.adoptedStyleSheets = [palette, looks].map((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      return sheet;
    });
    this.unders = h("div", { "aria-hidden": "true" });
    this.mark = h("button", { type: "button", class: "mark", hidden: true, "aria-haspopup": "dialog", "aria-expanded": "false" });
    this.tip = h("div", { class: "tip", role: "tooltip", hidden: true });
    this.card = h("section", { class: "card", role: "dialog", "aria-labelledby": "title", hidden: true, tabindex: "-1" });
    this.nudge = h("section", { class: "nudge", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "nudge-title", hidden: true, tabindex: "-1" });
    this.live = h("div", { class: "hidden", "aria-live": "polite" });
    const twin = h("div", { class: "mirror", "aria-hidden": "true" });
    this.mirror = new Mirror(twin);
    this.root.append(twin, this.unders, this.mark, this.tip, this.card, this.nudge, this.live);
    this.host.setAttribute("aria-label", words.name);
    this.#left = new AbortController();
    stand(this.host, this.root, on, this.#left.signal);
  }

  #left;

  /** Be there for a composer, above whatever it is in. @param {Composer} composer */
  attach(composer) {
    const home = homeOf(composer);
    if (this.host.parentNode !== home) home.append(this.host);
    // A page that opened something above us since does not matter; one that hid us does.
    if (!this.host.matches(":popover-open")) this.host.showPopover();
    const theme = bright(composer) ? "dark" : "light";
    if (this.host.dataset.theme !== theme) this.host.dataset.theme = theme;
  }

  /** Leave nothing in the page. */
  detach() {
    this.host.remove();
  }

  /** Leave for good. */
  leave() {
    this.#left.abort();
    this.detach();
  }

  /** Whether the focus is in our layer. */
  get focused() {
    return this.root.activeElement !== null;
  }

  /** Say something to screen readers. @param {string} said */
  say(said) {
    if (this.live.textContent !== said) this.live.textContent = said;
  }
}
