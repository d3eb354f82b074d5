// What can go wrong between a question and its answer; shared by the page and the extension.

/** What went wrong: `kind` is "offline", "busy", "broken", "key" or "refused"; `wait` is in seconds. */
export class Trouble extends Error {
  /** @param {string} kind @param {string} message */
  constructor(kind, message, wait = 0) {
    super(message);
    this.kind = kind;
    this.wait = wait;
  }
}

/** @type {Record<number, string>} */
const KINDS = { 401: "key", 429: "busy", 500: "broken", 503: "busy" };

/** @param {{status: number, title: string, detail?: string | null, errors?: {detail: string}[] | null}} problem */
const reasonOf = (problem) =>
  problem.status === 500 ? `${problem.title}. Please try again, or change the draft a little.` : problem.errors?.[0]?.detail ?? problem.detail ?? problem.title;

/** Return what the server answered; throws Trouble. @param {Response} response */
export async function answerOf(response) {
  const answer = await response.json();
  if (response.ok) return answer;
  const wait = Number(response.headers.get("Retry-After") ?? 0);
  throw new Trouble(KINDS[response.status] ?? "refused", reasonOf(answer), wait);
}
