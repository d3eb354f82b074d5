// Draws what is known of the current draft over its composer, once a frame at most, and only while there is something to draw.

import { h } from "../../../app/web/static/element.js";
import words from "../../words.json";
import { alive, isTextarea, parentOf } from "./composers.js";
import { empty, lines, meet, visible } from "./geometry.js";
import { follow } from "./motion.js";
import { put, putMark, putTip } from "./place.js";
import { markName, marked, stateOf } from "./state.js";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {import("./geometry.js").Box} Box */
/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("../types.js").Finding} Finding */

/** A mark narrower than this is a sliver of a clipped line. */
const SLIVER = 2;

export class Stage {
  /** @param {Layer} layer @param {{gone: () => void, placed: (box: Box, rtl: boolean) => void}} on  `gone`: the composer left; `placed`: the box that panels stand beside */
  constructor(layer, on) {
    this.layer = layer;
    this.on = on;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {{box: Box, finding: Finding}[]} */
    this.shown = [];
    /** @type {Finding | null} */
    this.tipped = null;
  }

  #frame = 0;
  #unfollow = () => {};

  /** Show this draft from now on, or nothing. @param {Draft | null} draft */
  take(draft) {
    this.#unfollow();
    this.draft = draft;
    if (draft) {
      this.#unfollow = follow(draft.composer, () => this.later());
      this.later();
    } else this.#clear();
  }

  /** Draw with the next frame. */
  later() {
    if (!this.#frame && this.draft) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #clear() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.shown = [];
    this.#untip();
    this.layer.detach();
  }

  #draw() {
    this.#frame = 0;
    const { draft, layer } = this;
    if (!draft) return undefined;
    if (!alive(draft.composer)) return this.on.gone();
    const box = visible(draft.composer);
    if (!draft.text.trim() || empty(box) || covered(draft.composer, box)) return this.#clear();
    layer.attach(draft.composer);
    const rtl = getComputedStyle(draft.composer).direction === "rtl";
    this.#drawMark(draft, box, rtl);
    this.#drawUnders(draft, box);
    this.on.placed(box, rtl);
    return undefined;
  }

  /** @param {Draft} draft @param {Box} box @param {boolean} rtl */
  #drawMark(draft, box, rtl) {
    const { mark } = this.layer;
    const [state, name] = [stateOf(draft), markName(draft)];
    mark.hidden = false;
    if (mark.dataset.state !== state) {
      mark.dataset.state = state;
      mark.textContent = words.glyphs[state];
    }
    if (mark.getAttribute("aria-label") !== name) mark.setAttribute("aria-label", name);
    putMark(mark, box, rtl);
  }

  /** @param {Draft} draft @param {Box} box */
  #drawUnders(draft, box) {
    const findings = marked(draft);
    if (findings.length && isTextarea(draft.composer)) this.layer.mirror.take(draft.composer);
    this.shown = findings.flatMap((finding) => lines(this.#rects(draft, finding))
      .map((line) => ({ box: meet(line, box), finding }))
      .filter((each) => each.box.right - each.box.left > SLIVER && each.box.bottom - each.box.top > SLIVER));
    const { unders } = this.layer;
    while (unders.childElementCount > this.shown.length) unders.lastElementChild.remove();
    while (unders.childElementCount < this.shown.length) unders.append(h("div"));
    this.shown.forEach((each, number) => under(unders.children[number], each.box, each.finding, each.finding === this.tipped));
    if (this.tipped && !findings.includes(this.tipped)) this.#untip();
  }

  /** @param {Draft} draft @param {Finding} finding @returns {Iterable<DOMRect>} */
  #rects({ composer, model }, { start, end }) {
    if (isTextarea(composer)) return this.layer.mirror.rects(composer, start, end);
    return model.rangeOf(start, end)?.getClientRects() ?? [];
  }

  /** Show the reason for the words at a place on the screen, if there is one. @param {number} x @param {number} y */
  point(x, y) {
    if (!this.shown.length) return;
    const found = this.shown.find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom + 2);
    if (!found) return this.#untip();
    if (found.finding === this.tipped) return;
    const { tip } = this.layer;
    this.tipped = found.finding;
    tip.replaceChildren(h("strong", null, words.kinds[found.finding.kind]), found.finding.why);
    tip.hidden = false;
    putTip(tip, found.box);
    this.later();
  }

  /** Take the reason away; returns whether there was one. */
  #untip() {
    const was = this.tipped !== null;
    this.tipped = null;
    this.layer.tip.hidden = true;
    if (was) this.later();
  }

  /** @returns {boolean} whether there was a reason to take away */
  dismiss() {
    const was = this.tipped !== null;
    this.#untip();
    return was;
  }
}

/** @param {HTMLElement} element @param {Box} box @param {Finding} finding @param {boolean} active */
function under(element, { left, top, right, bottom }, { severity }, active) {
  const name = `under ${severity}${active ? " active" : ""}`;
  if (element.className !== name) element.className = name;
  put(element, left, top);
  const [width, height] = [`${right - left}px`, `${bottom - top}px`];
  if (element.style.width !== width) element.style.width = width;
  if (element.style.height !== height) element.style.height = height;
}

/** Whether something of the page lies over the whole composer, as a picture viewer may. @param {HTMLElement} composer @param {Box} box */
function covered(composer, { left, top, right, bottom }) {
  const root = /** @type {Document | ShadowRoot} */ (composer.getRootNode());
  const places = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]];
  return places.every(([across, down]) => {
    const at = root.elementFromPoint(left + (right - left) * across, top + (bottom - top) * down);
    return at !== null && !related(at, composer);
  });
}

/** Whether an element is in a composer, around it, or beside it as parts of an editor are. @param {Element} element @param {HTMLElement} composer */
function related(element, composer) {
  if (composer.contains(element) || element.contains(composer) || element.localName === "unburnt-layer") return true;
  let around = parentOf(composer);
  for (let step = 0; step < 2 && around; step += 1, around = parentOf(around)) {
    if (around instanceof Element && !around.matches("body, html, main") && around.contains(element)) return true;
  }
  return false;
}
