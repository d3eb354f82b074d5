// What this browser remembers for the author. Only the extension's own pages can read it: it holds the key.

/** @typedef {import("./types.js").Settings} Settings */

/** @type {Settings} */
const DEFAULTS = { backend: "http://127.0.0.1:8000", key: "", tolerance: "standard", employers: [], sites: {}, notes: [] };
const MOST_NOTES = 50;

/** Keep content scripts, which live beside foreign pages, away from what is kept. */
export const guard = () => chrome.storage.local.setAccessLevel?.({ accessLevel: "TRUSTED_CONTEXTS" });

/** @returns {Promise<Settings>} */
export async function load() {
  return { ...DEFAULTS, .../** @type {Partial<Settings>} */ (await chrome.storage.local.get(Object.keys(DEFAULTS))) };
}

/** @param {Partial<Settings>} some */
export const save = (some) => chrome.storage.local.set(some);

/** Forget everything; the defaults hold again. */
export const forget = () => chrome.storage.local.clear();

/** Call `listener` when settings that change an answer, or where we may read along, were changed. @param {() => void} listener */
export function onChange(listener) {
  chrome.storage.onChanged.addListener((changed, area) => {
    if (area === "local" && Object.keys(changed).some((name) => name !== "notes")) listener();
  });
}

/** Call `listener` when notes, sites or companies were changed elsewhere. @param {() => void} listener */
export function onLists(listener) {
  chrome.storage.onChanged.addListener((changed, area) => {
    if (area === "local" && ["notes", "sites", "employers"].some((name) => name in changed)) listener();
  });
}

/** @param {string} host @param {Partial<import("./types.js").Site>} some */
export async function saveSite(host, some) {
  const { sites } = await load();
  const known = sites[host] ?? { on: false, nudge: true, pattern: "" };
  await save({ sites: { ...sites, [host]: { ...known, ...some } } });
}

/** Keep a draft as a private note; the oldest go when there are too many. @param {string} text @param {string} host */
export async function keepNote(text, host) {
  const { notes } = await load();
  const note = { id: crypto.randomUUID(), text, host, kept: Date.now() };
  await save({ notes: [note, ...notes].slice(0, MOST_NOTES) });
}

/** Return the origin that an address names, or null if it is none of http(s). @param {string} address */
export function originOf(address) {
  const spelled = /^[a-z][a-z0-9+.-]*:\/\//i.test(address.trim()) ? address.trim() : `http://${address.trim()}`;
  if (!URL.canParse(spelled)) return null;
  const url = new URL(spelled);
  // Browsers take "not an address" for a host, with its blanks as %20.
  const plain = url.pathname === "/" && !url.search && !url.hash && !url.username && !url.hostname.includes("%");
  return /^https?:$/.test(url.protocol) && plain ? url.origin : null;
}

/** Return the match pattern of all pages of an origin; patterns of both browsers know no ports. @param {string} origin */
export function patternOf(origin) {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}
