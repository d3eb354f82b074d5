// Puts edits into a composer through its own input events, looks whether they arrived, and takes back what did not.

import { apply } from "../../../app/web/static/spans.js";
import { isTextarea } from "./composers.js";
import { read } from "./model.js";
import { grouped } from "./stretches.js";
import { undo, waysFor } from "./ways.js";

/** @typedef {import("./composers.js").Composer} Composer */
/** @typedef {{start: number, end: number, replacement: string}} Stretch */
/** @typedef {"done" | "refused" | "changed" | "damaged"} Outcome */

/** Milliseconds: how long an editor may take, and how long its text must stay the same before we believe it. */
const LONGEST = 400;
const STILL = 120;
const STEP = 15;
const MOST_STEPS = 12;

/** @param {number} time */
export const after = (time) => new Promise((done) => { setTimeout(done, time); });

/**
 * Make edits, which are positions in `before`, in a composer.
 * "refused": nothing changed; "changed": it says something else by now; "damaged": it could not be taken back.
 * @param {Composer} composer @param {Stretch[]} edits @param {string} before @returns {Promise<Outcome>}
 */
export async function write(composer, edits, before) {
  if (read(composer).text !== before) return "changed";
  const author = new Author();
  try {
    const ordered = [...edits].sort((a, b) => a.start - b.start);
    return await all(composer, grouped(read(composer), ordered, isTextarea(composer)), before, author);
  } finally {
    author.leave();
  }
}

/** Whether the author went on writing meanwhile: then nothing is judged, and above all nothing is undone. */
class Author {
  wrote = false;
  #left = new AbortController();

  constructor() {
    const options = { capture: true, signal: this.#left.signal };
    for (const type of ["keydown", "compositionstart", "paste", "cut", "drop"]) {
      window.addEventListener(type, (event) => { this.wrote ||= event.isTrusted; }, options);
    }
  }

  leave() {
    this.#left.abort();
  }
}

/** @param {Composer} composer @param {Stretch[]} stretches @param {string} before @param {Author} author @returns {Promise<Outcome>} */
async function all(composer, stretches, before, author) {
  let text = before;
  // From the last to the first: positions before an edit stay as they are.
  for (const stretch of [...stretches].reverse()) {
    const wanted = apply(text, [stretch]);
    const came = await replace(composer, stretch, text, wanted, author);
    if (author.wrote) return came ? "done" : "changed";
    if (!came) return takeBack(composer, before, author);
    text = wanted;
  }
  return "done";
}

/** @param {Composer} composer @param {Stretch} stretch @param {string} before @param {string} wanted @param {Author} author */
async function replace(composer, stretch, before, wanted, author) {
  for (const way of waysFor(composer)) {
    if (!await way(composer, stretch, before)) continue;
    const now = await settled(composer, before, wanted, author);
    if (now === "arrived") return true;
    if (now === "other" || author.wrote) return false;
  }
  return false;
}

/** Wait until the editor has made up its mind. @param {Composer} composer @param {string} before @param {string} wanted @param {Author} author @returns {Promise<"arrived" | "nothing" | "other">} */
async function settled(composer, before, wanted, author) {
  let last = read(composer);
  let still = 0;
  for (let waited = 0; waited < LONGEST && still < STILL; waited += STEP) {
    if (last.says(wanted)) return await stays(composer, before) || author.wrote ? "arrived" : "nothing";
    await after(STEP);
    const now = read(composer);
    const other = now.text !== last.text;
    // Nothing at all yet: some editors take their time, and a second try would then come twice.
    still = other || now.says(before) ? 0 : still + STEP;
    last = now;
  }
  return last.says(wanted) ? "arrived" : last.says(before) ? "nothing" : "other";
}

/** Some editors draw once more, from a model that knows nothing of the change. @param {Composer} composer @param {string} before */
async function stays(composer, before) {
  await after(STEP * 2);
  return !read(composer).says(before);
}

/** @param {Composer} composer @param {string} before @param {Author} author @returns {Promise<Outcome>} */
async function takeBack(composer, before, author) {
  for (let step = 0; step < MOST_STEPS && !author.wrote; step += 1) {
    if (read(composer).says(before)) return "refused";
    if (!await undo(composer)) break;
  }
  return read(composer).says(before) ? "refused" : "damaged";
}
