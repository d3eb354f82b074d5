// Questions to the service: one at a time for each composer, and patience with a service that is not there.

import { answerOf, Trouble } from "../../app/web/static/trouble.js";

/** @typedef {import("./types.js").Answer} Answer */
/** @typedef {import("./types.js").CheckRequest} CheckRequest */

const LONGEST = 8_000;
const FIRST_PAUSE = 2_000;
const LONGEST_PAUSE = 60_000;

/** Whether an answer is a report, as far as we build on it: something else may listen at the address. @param {any} answer */
const sound = (answer) => typeof answer?.language?.supported === "boolean" && ["clear", "caution", "warn"].includes(answer.verdict) &&
  ["findings", "sentences", "rewrites", "notices"].every((name) => Array.isArray(answer[name]));

/** @param {{backend: string, key: string}} where @param {CheckRequest} request @param {AbortSignal} signal */
async function question({ backend, key }, request, signal) {
  try {
    return await answerOf(await fetch(`${backend}/v1/check`, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...(key && { "X-API-Key": key }) },
      body: JSON.stringify(request),
      signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    }));
  } catch (error) {
    if (error instanceof Trouble) throw error;
    throw new Trouble("offline", "");
  }
}

/** What we know of the service: when it may be asked again. It tells `hint` how the service is: a fault's kind, or null. */
export class Backend {
  /** @param {(kind: string | null) => void} hint */
  constructor(hint) {
    this.hint = hint;
    this.pause = 0;
    this.quietUntil = 0;
    this.resting = "offline";
    /** @type {Map<string, AbortController>} */
    this.running = new Map();
  }

  /** Forget what was learned: another address, another chance. */
  startAnew() {
    this.pause = 0;
    this.quietUntil = 0;
  }

  /** Ask for one composer; a newer question drops the older. @param {string} who @param {{backend: string, key: string}} where @param {CheckRequest} request @returns {Promise<Answer>} */
  async ask(who, where, request) {
    this.running.get(who)?.abort();
    const left = this.quietUntil - Date.now();
    if (left > 0) return { fault: { kind: this.resting, message: "", wait: left / 1000 } };
    const own = new AbortController();
    this.running.set(who, own);
    try {
      const report = await question(where, request, own.signal);
      if (own.signal.aborted) return { stale: true };
      if (!sound(report)) throw new Trouble("broken", "");
      this.answered();
      return { report };
    } catch (error) {
      return own.signal.aborted ? { stale: true } : this.failed(/** @type {Trouble} */ (error));
    } finally {
      if (this.running.get(who) === own) this.running.delete(who);
    }
  }

  answered() {
    this.pause = 0;
    this.hint(null);
  }

  /** @param {Trouble} trouble @returns {Answer} */
  failed({ kind, message, wait }) {
    const rest = kind === "busy" ? Math.max(1, wait) * 1000 : kind === "offline" ? this.longer() : 0;
    this.resting = kind;
    this.quietUntil = Date.now() + rest;
    if (kind !== "busy" && kind !== "refused") this.hint(kind);
    return { fault: { kind, message, wait: rest / 1000 } };
  }

  longer() {
    this.pause = Math.min(LONGEST_PAUSE, this.pause ? this.pause * 2 : FIRST_PAUSE);
    return this.pause;
  }
}
