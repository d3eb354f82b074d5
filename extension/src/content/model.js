// What a composer says, and where each position of that text lies in the DOM.
//
// A line of text is a line on the screen: `<br>` and every border of a block is one "\n", except that a `<br>` which
// ends its block only keeps the line open. Fillers that nobody typed do not count, but keep their place in the map.

import { isTextarea } from "./composers.js";

/** Characters that editors put in so that a caret can stand there. Joiners are not among them: emoji and Persian need them. */
const FILLER = /[\u200b\ufeff\u2060]/;
const PLACEHOLDER = '[data-slate-placeholder], [data-lexical-placeholder], .ProseMirror-widget, [data-placeholder][contenteditable="false"], [aria-hidden="true"]:not(img), unburnt-layer, style, script, noscript, template';
const LONGEST_ALT = 24;

/** A stretch of text and the node it stands in; an `atom` (an emoji that is a picture, a mention) is all or nothing. */
/** @typedef {{start: number, end: number, node: Node, from: number, atom: boolean}} Segment */
/** @typedef {{node: Node, offset: number}} Point */

/** @typedef {{at: number, node: Node}} Empty  The `<br>` that holds an empty line open. */

/** Text of a composer; in a textarea there are no segments, positions are the browser's own. */
export class Model {
  /** @param {string} text @param {Segment[]} segments @param {Empty[]} empties */
  constructor(text, segments, empties) {
    this.text = text;
    this.segments = segments;
    this.empties = empties;
  }

  /** Return the DOM range of a stretch of text, or null where there is none. @param {number} start @param {number} end @returns {Range | null} */
  rangeOf(start, end) {
    const first = start === end ? this.#caretAt(start) : this.#startAt(start);
    const last = start === end ? first : this.#endAt(end);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.node, first.offset);
    range.setEnd(last.node, last.offset);
    return range;
  }

  /** Whether a stretch touches something that is not plain text, or only a part of it. @param {number} start @param {number} end */
  locked(start, end) {
    return this.segments.some((segment) => segment.atom && segment.start < end && segment.end > start);
  }

  /** Whether a stretch is all of one format: its words hang under the same kinds of elements. @param {number} start @param {number} end */
  uniform(start, end) {
    const own = this.segments.filter((segment) => segment.start < end && segment.end > start);
    return new Set(own.map(({ node }) => formatOf(node))).size <= 1;
  }

  /** Whether another text is the same to a reader: editors swap spaces for hard ones as they need. @param {string} other */
  says(other) {
    return plain(this.text) === plain(other);
  }

  /** A start clings to the words after it; at a line's end it stays there. @param {number} position @returns {Point | null} */
  #startAt(position) {
    return pointOf(this.segments.find(({ start, end }) => start <= position && position < end), position, false) ??
      this.#caretAt(position) ?? pointOf(this.segments.find(({ start }) => start > position), position, false);
  }

  /** An end clings to the words before it; at a line's start it stays there. @param {number} position @returns {Point | null} */
  #endAt(position) {
    return pointOf(this.segments.find(({ start, end }) => start < position && position <= end), position, true) ??
      this.#caretAt(position) ?? pointOf(this.segments.findLast(({ end }) => end < position), position, true);
  }

  /** @param {number} position @returns {Point | null} */
  #caretAt(position) {
    const empty = this.empties.find(({ at }) => at === position);
    if (empty) return beside(empty.node, false);
    return pointOf(this.segments.findLast(({ start, end }) => start < position && position <= end), position, true) ??
      pointOf(this.segments.find(({ start }) => start === position), position, false);
  }
}

/** @param {Node} node */
function formatOf(node) {
  const names = [];
  for (let parent = node.parentElement; parent && names.length < 4; parent = parent.parentElement) names.push(parent.tagName);
  return names.join();
}

/** @param {string} text */
const plain = (text) => text.replace(/\u00a0/g, " ");

/** @param {Segment | undefined} segment @param {number} position @param {boolean} after @returns {Point | null} */
function pointOf(segment, position, after) {
  if (!segment) return null;
  const { start, end, node, from, atom } = segment;
  return atom ? beside(node, after) : { node, offset: from + Math.min(Math.max(position, start), end) - start };
}

/** @param {Node} node @param {boolean} after @returns {Point} */
function beside(node, after) {
  const parent = /** @type {Node} */ (node.parentNode);
  const index = [...parent.childNodes].indexOf(/** @type {ChildNode} */ (node));
  return { node: parent, offset: after ? index + 1 : index };
}

/** Return what a composer says now. @param {import("./composers.js").Composer} composer */
export function read(composer) {
  if (isTextarea(composer)) return new Model(composer.value, [], []);
  const reader = new Reader();
  reader.children(composer);
  return new Model(reader.text, reader.segments, reader.empties);
}

/** Walks the DOM once, and writes down text and segments. */
class Reader {
  text = "";
  /** @type {Segment[]} */
  segments = [];
  /** @type {Empty[]} */
  empties = [];
  /** Whether something stands in the line that we are in. */
  #open = false;
  /** Whether a "\n" comes before whatever is next. */
  #break = false;

  /** @param {Node} parent */
  children(parent) {
    for (let node = parent.firstChild; node; node = node.nextSibling) this.#node(node);
  }

  /** @param {Node} node */
  #node(node) {
    if (node instanceof Text) this.#words(node);
    else if (node instanceof HTMLElement) this.#element(node);
  }

  /** @param {HTMLElement} element */
  #element(element) {
    if (element.tagName === "BR") return this.#lineBreak(element);
    if (element.tagName === "IMG") return this.#picture(/** @type {HTMLImageElement} */ (element));
    if (element.matches(PLACEHOLDER)) return undefined;
    const { display } = getComputedStyle(element);
    if (display === "none") return undefined;
    const inline = display.startsWith("inline") || display === "contents" || display.startsWith("ruby");
    if (element.contentEditable === "false") return inline ? this.#atom(element, element.textContent ?? "") : this.#border();
    if (!inline) this.#border();
    this.children(element);
    if (!inline) this.#border();
    return undefined;
  }

  #border() {
    if (this.#open) this.#break = true;
    this.#open = false;
  }

  /** @param {HTMLElement} br */
  #lineBreak(br) {
    const empty = !this.#open;
    this.#begin();
    if (empty) this.empties.push({ at: this.text.length, node: br });
    this.#break = true;
    this.#open = false;
  }

  #begin() {
    if (this.#break) this.text += "\n";
    this.#break = false;
    this.#open = true;
  }

  /** @param {Text} node */
  #words(node) {
    const words = node.data;
    if (!words || unseen(node)) return;
    const shown = keepsBreaks(node) ? words : words.replace(/[\n\r\t]/g, " ");
    let from = 0;
    for (let at = 0; at <= shown.length; at += 1) {
      if (at < shown.length && !FILLER.test(shown[at])) continue;
      if (at > from) this.#stretch(shown.slice(from, at), node, from, false);
      from = at + 1;
    }
  }

  /** @param {string} words @param {Node} node @param {number} from @param {boolean} atom */
  #stretch(words, node, from, atom) {
    this.#begin();
    const start = this.text.length;
    this.text += words;
    this.segments.push({ start, end: this.text.length, node, from, atom });
  }

  /** @param {Node} node @param {string} words */
  #atom(node, words) {
    const shown = words.replace(new RegExp(FILLER, "g"), "");
    if (shown) this.#stretch(shown, node, 0, true);
  }

  /** @param {HTMLImageElement} image */
  #picture(image) {
    if (image.alt && image.alt.length <= LONGEST_ALT) this.#atom(image, image.alt);
  }
}

/** @param {Text} node */
const keepsBreaks = (node) => /pre|break/.test(node.parentElement ? getComputedStyle(node.parentElement).whiteSpace : "");

/** Whether a text is only the indentation of the page's source. @param {Text} node */
function unseen(node) {
  if (/[^ \t\n\r]/.test(node.data) || keepsBreaks(node)) return false;
  const range = document.createRange();
  range.selectNodeContents(node);
  return range.getClientRects().length === 0;
}
