// A twin of a textarea inside our own layer, with the same words and metrics: it tells where each word stands.

import { inside } from "./geometry.js";

const SAME = [
  "direction", "unicodeBidi", "writingMode", "textAlign", "textAlignLast", "textIndent", "textTransform", "textRendering",
  "fontFamily", "fontSize", "fontStyle", "fontWeight", "fontStretch", "fontVariant", "fontKerning", "fontFeatureSettings",
  "fontVariationSettings", "fontSizeAdjust", "fontOpticalSizing", "lineHeight", "letterSpacing", "wordSpacing", "tabSize",
  "whiteSpace", "wordBreak", "overflowWrap", "lineBreak", "hyphens",
  "paddingTop", "paddingRight", "paddingBottom", "paddingLeft",
];

/** Return how much the page zooms an element with CSS; browsers that do not say are taken at 1. @param {any} element @returns {number} */
const zoomOf = (element) => element.currentCSSZoom ?? 1;

/** The twin of whichever textarea is shown. */
export class Mirror {
  /** @param {HTMLElement} element  an empty element at the origin of our layer, which nobody sees */
  constructor(element) {
    this.element = element;
    this.words = document.createTextNode("");
    element.append(this.words);
  }

  /** Take on the words and the looks of a textarea. @param {HTMLTextAreaElement} area */
  take(area) {
    const look = /** @type {Record<string, any>} */ (getComputedStyle(area));
    const style = /** @type {Record<string, any>} */ (this.element.style);
    for (const name of SAME) if (style[name] !== look[name]) style[name] = look[name];
    const width = `${area.clientWidth}px`;
    if (style.width !== width) style.width = width;
    // Lines are rounded after zooming: a zoomed twin breaks them as the textarea does, a scaled one would not.
    const zoom = String(zoomOf(area));
    if (style.zoom !== zoom) style.zoom = zoom;
    // A last line break opens a line only if something follows it.
    const words = `${area.value}\u200b`;
    if (this.words.data !== words) this.words.data = words;
  }

  /** Return where a stretch of the textarea's words is on the screen. @param {HTMLTextAreaElement} area @param {number} start @param {number} end @returns {DOMRect[]} */
  rects(area, start, end) {
    const range = document.createRange();
    const most = this.words.data.length;
    range.setStart(this.words, Math.min(start, most));
    range.setEnd(this.words, Math.min(end, most));
    const own = this.element.getBoundingClientRect();
    const there = inside(area);
    const zoom = zoomOf(area);
    const scale = area.offsetWidth ? area.getBoundingClientRect().width / (area.offsetWidth * zoom) : 1;
    const [left, top] = [there.left - area.scrollLeft * zoom * scale, there.top - area.scrollTop * zoom * scale];
    return [...range.getClientRects()].map((rect) =>
      new DOMRect(left + (rect.left - own.left) * scale, top + (rect.top - own.top) * scale, rect.width * scale, rect.height * scale));
  }
}
