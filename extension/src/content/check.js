// What is known of one draft: its text, the newest answer, and the marks, which move along while somebody types.

import { shift } from "../../../app/web/static/spans.js";
import { read } from "./model.js";

/** @typedef {import("../types.js").Answer} Answer */
/** @typedef {import("../types.js").Fault} Fault */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("../types.js").Report} Report */
/** @typedef {import("./composers.js").Composer} Composer */
/** @typedef {(asked: {composer: string, text: string, ignored: import("../types.js").Ignored[]}) => Promise<Answer | null>} Ask */

const PAUSE = 350;
const MOST = 20_000;
/** The author is at the second word: with less there is little to judge. */
const SECOND_WORD = /\S\s+\S/;

/** One composer's draft. */
export class Draft {
  /** @param {Composer} composer @param {Ask} ask @param {() => void} show */
  constructor(composer, ask, show) {
    this.composer = composer;
    this.id = crypto.randomUUID();
    this.nudged = false;
    /** @type {import("../types.js").Ignored[]} */
    this.ignored = [];
    this.model = read(composer);
    /** @type {Report | null} */
    this.report = null;
    /** The text that the report is about. */
    this.answered = "";
    /** @type {Finding[]} */
    this.findings = [];
    /** @type {Fault | null} */
    this.fault = null;
    this.reading = false;
    this.#ask = ask;
    this.#show = show;
  }

  #ask;
  #show;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;

  get text() {
    return this.model.text;
  }

  get tooLong() {
    return this.text.length > MOST;
  }

  /** Whether the report is about exactly what the composer says now. */
  get fresh() {
    return this.report !== null && this.answered === this.text;
  }

  /** Look at the composer again; returns whether its text is another one. */
  reread() {
    const before = this.text;
    this.model = read(this.composer);
    if (this.text === before) return false;
    this.findings = shift(this.findings, before, this.text);
    if (!this.text.trim()) this.#startAnew();
    return true;
  }

  /** Something changed: marks follow at once, the question waits for a pause. @param {boolean} composing */
  changed(composing) {
    const other = this.reread();
    if (composing) this.stop();
    // What changes without the words, as colours of an editor do, is no reason to wait longer.
    else if (other || (!this.fresh && this.#timer === undefined)) this.#later(PAUSE);
    this.#show();
  }

  /** Ask at once, whether or not the text changed. */
  async check() {
    this.stop();
    this.reread();
    const { text } = this;
    if (!SECOND_WORD.test(text) || this.tooLong) return this.#nothing();
    this.reading = true;
    const answer = await this.#ask({ composer: this.id, text, ignored: this.ignored });
    if (this.text !== text || (answer && "stale" in answer)) return undefined;
    this.reading = false;
    if (!answer) return undefined;
    if ("fault" in answer) this.#failed(answer.fault);
    else this.#took(text, answer.report);
    return this.#show();
  }

  /** Stop asking. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {number} pause */
  #later(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.check(), pause);
  }

  /** @param {string} text @param {Report} report */
  #took(text, report) {
    this.report = report;
    this.answered = text;
    this.findings = report.findings;
    this.fault = null;
  }

  /** @param {Fault} fault */
  #failed(fault) {
    this.report = null;
    this.findings = [];
    this.fault = fault;
    if (fault.wait) this.#later(fault.wait * 1000);
  }

  #nothing() {
    this.reading = false;
    this.report = null;
    this.findings = [];
    this.#show();
  }

  /** An emptied composer begins a new draft. */
  #startAnew() {
    this.nudged = false;
    this.ignored = [];
    this.report = null;
    this.fault = null;
  }
}
