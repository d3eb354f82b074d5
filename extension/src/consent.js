// Sites that the author switched on: one content script registered for each, and the permission given back afterwards.

import { load, saveSite } from "./settings.js";

const FILE = "content.js";

/** One change at a time: the browser's events and the author's clicks come together. @type {Promise<unknown>} */
let last = Promise.resolve();

/** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
function inTurn(act) {
  const done = last.then(act, act);
  last = done;
  return done;
}

/** @param {string} host */
const idOf = (host) => `site:${host}`;

/** @param {string} host @param {string} pattern @returns {chrome.scripting.RegisteredContentScript} */
const scriptFor = (host, pattern) => ({
  id: idOf(host),
  matches: [pattern],
  js: [FILE],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: "document_idle",
  persistAcrossSessions: true,
});

/** @param {string} host @param {string} pattern */
async function register(host, pattern) {
  const known = await chrome.scripting.getRegisteredContentScripts({ ids: [idOf(host)] });
  const script = scriptFor(host, pattern);
  await (known.length ? chrome.scripting.updateContentScripts([script]) : chrome.scripting.registerContentScripts([script]));
}

/** Start in the tabs that are open already. @param {string} pattern */
async function inject(pattern) {
  const tabs = await chrome.tabs.query({ url: pattern });
  // A tab may be asleep, show an error, or go away meanwhile: it gets its script when it loads.
  await Promise.allSettled(tabs.map((tab) => chrome.scripting.executeScript({ target: { tabId: tab.id ?? 0, allFrames: true }, files: [FILE] })));
}

/** @param {string} host @param {string} pattern */
async function on(host, pattern) {
  if (!await chrome.permissions.contains({ origins: [pattern] })) return false;
  await saveSite(host, { on: true, pattern });
  await register(host, pattern);
  await inject(pattern);
  return true;
}

/** @param {string} host */
async function off(host) {
  const { sites, backend } = await load();
  const pattern = sites[host]?.pattern;
  await saveSite(host, { on: false });
  await chrome.scripting.unregisterContentScripts({ ids: [idOf(host)] }).catch(() => {});
  // The permission that came with the installation stays, and asking to remove it is an error.
  if (pattern && new URL(backend).hostname !== host) await chrome.permissions.remove({ origins: [pattern] }).catch(() => false);
}

/** @param {boolean} opened */
async function all(opened) {
  const { sites } = await load();
  for (const [host, site] of Object.entries(sites)) {
    if (!site.on) continue;
    const allowed = await chrome.permissions.contains({ origins: [site.pattern] });
    if (!allowed) await off(host);
    else if (opened) await on(host, site.pattern);
    else await register(host, site.pattern);
  }
}

/** Switch a site on; returns false where the permission is missing. @param {string} host @param {string} pattern */
export const switchOn = (host, pattern) => inTurn(() => on(host, pattern));

/** Switch a site off and give its permission back, unless the service lives there. @param {string} host */
export const switchOff = (host) => inTurn(() => off(host));

/** Put everything right: scripts for sites that are on and allowed, no others. `opened`: also in tabs that are open already. */
export const restore = (opened = false) => inTurn(() => all(opened));
