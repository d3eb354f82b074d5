// Whether the service answers, for the extension's own pages.

import words from "../words.json";

const LONGEST = 4_000;

/** Try the service. @param {{backend: string, key: string}} where @returns {Promise<{state: "well" | "ill", said: string}>} */
export async function reach({ backend, key }) {
  const said = (/** @type {string} */ text) => text.replace("ADDRESS", backend);
  try {
    const answer = await fetch(`${backend}/v1/about`, {
      headers: key ? { "X-API-Key": key } : {},
      signal: AbortSignal.timeout(LONGEST),
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
    if (answer.status === 401) return { state: "ill", said: said(words.reach.key) };
    const about = answer.ok ? await answer.json() : null;
    if (about?.name !== "unburnt") return { state: "ill", said: said(answer.status === 503 ? words.reach.starting : words.reach.other) };
    return { state: "well", said: said(about.language_model ? words.reach.model.replace("HOST", about.language_model.host) : words.reach.well) };
  } catch {
    return { state: "ill", said: said(words.reach.offline) };
  }
}
