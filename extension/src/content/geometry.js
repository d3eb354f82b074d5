// Where words are on the screen, and how much of a composer can be seen.

import { isTextarea, parentOf } from "./composers.js";

/** @typedef {{left: number, top: number, right: number, bottom: number}} Box */
/** @typedef {import("./composers.js").Composer} Composer */

/** @param {Box} box */
export const empty = ({ left, top, right, bottom }) => right - left < 1 || bottom - top < 1;

/** @param {Box} one @param {Box} other @returns {Box} */
export const meet = (one, other) => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
});

/** @returns {Box} */
export const viewport = () => ({ left: 0, top: 0, right: document.documentElement.clientWidth || innerWidth, bottom: innerHeight });

/** Return the inside of an element's border. @param {Element} element @returns {Box} */
export function inside(element) {
  const box = element.getBoundingClientRect();
  // Where a page zooms or scales, the border is scaled, too.
  const scale = element instanceof HTMLElement && element.offsetWidth ? box.width / element.offsetWidth : 1;
  const [left, top] = [box.left + element.clientLeft * scale, box.top + element.clientTop * scale];
  return { left, top, right: left + element.clientWidth * scale, bottom: top + element.clientHeight * scale };
}

/** Return the part of a composer that can be seen: within the window and everything that scrolls or clips. @param {Composer} composer @returns {Box} */
export function visible(composer) {
  let box = meet(viewport(), clips(composer) ? inside(composer) : composer.getBoundingClientRect());
  for (let node = parentOf(composer); node; node = parentOf(node)) {
    // The window itself scrolls what these two hold.
    if (!(node instanceof Element) || node === document.body || node === document.documentElement) continue;
    if (clips(node)) box = meet(box, inside(node));
    if (getComputedStyle(node).position === "fixed") break;
  }
  return box;
}

/** @param {Element} element */
const clips = (element) => isTextarea(element) || getComputedStyle(element).overflow !== "visible";

/** Return one box a line, of rectangles in reading order. @param {Iterable<DOMRect>} rects @returns {Box[]} */
export function lines(rects) {
  /** @type {Box[]} */
  const found = [];
  for (const { left, top, right, bottom } of rects) {
    if (right - left < 0.5 || bottom - top < 0.5) continue;
    const last = found.at(-1);
    const middle = (top + bottom) / 2;
    if (last && middle > last.top && middle < last.bottom && left <= last.right + 1 && right >= last.left - 1) {
      Object.assign(last, { left: Math.min(left, last.left), top: Math.min(top, last.top), right: Math.max(right, last.right), bottom: Math.max(bottom, last.bottom) });
    } else found.push({ left, top, right, bottom });
  }
  return found;
}
