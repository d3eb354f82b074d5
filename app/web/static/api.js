// Questions to the server, one of each sort at a time: a newer one drops the older.

import { answerOf, Trouble } from "./trouble.js";

const UNREACHED = "unburnt cannot be reached right now.";

const KEY = "unburnt.key";

/** Keep the key of this service, for this tab only. */
export const useKey = (key) => sessionStorage.setItem(KEY, key);

function headers() {
  const key = sessionStorage.getItem(KEY);
  return { "Content-Type": "application/json", ...(key && { "X-API-Key": key }) };
}

const post = (path, request, signal) => fetch(path, {
  method: "POST",
  headers: headers(),
  body: JSON.stringify(request),
  signal,
});

/** Return {ask, stop} of one address: `ask` gives null when a newer question came; throws Trouble. */
export function asker(path) {
  let running = null;
  const stop = () => {
    running?.abort();
    running = null;
  };
  const ask = async (request) => {
    stop();
    const own = (running = new AbortController());
    try {
      const answer = await answerOf(await post(path, request, own.signal));
      return own.signal.aborted ? null : answer;
    } catch (error) {
      if (own.signal.aborted) return null;
      if (error instanceof Trouble) throw error;
      throw new Trouble("offline", UNREACHED, 3);
    }
  };
  return { ask, stop };
}
