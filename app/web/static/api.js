// One question to the server at a time: a newer one drops the older.

/** What went wrong: `kind` is "offline", "busy" or "refused"; `wait` is in seconds. */
export class Trouble extends Error {
  constructor(kind, message, wait = 0) {
    super(message);
    this.kind = kind;
    this.wait = wait;
  }
}

let running = null;

export function stop() {
  running?.abort();
  running = null;
}

const reasonOf = (problem) =>
  problem.status === 500 ? `${problem.title}. Please try again, or change the draft a little.` : problem.errors?.[0]?.detail ?? problem.detail ?? problem.title;

/** Return the report on a request; null when a newer question took its place; throws Trouble. */
export async function check(request) {
  stop();
  const own = (running = new AbortController());
  try {
    const response = await fetch("/v1/check", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(request),
      signal: own.signal,
    });
    const answer = await response.json();
    if (own.signal.aborted) return null;
    if (response.ok) return answer;
    const wait = Number(response.headers.get("Retry-After") ?? 0);
    throw new Trouble(response.status === 503 ? "busy" : "refused", reasonOf(answer), wait);
  } catch (error) {
    if (own.signal.aborted) return null;
    if (error instanceof Trouble) throw error;
    throw new Trouble("offline", "unburnt cannot be reached right now.", 3);
  }
}
