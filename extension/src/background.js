// The service worker: the only part that talks to the service, and the only one that knows the settings.

import { Backend } from "./backend.js";
import { restore, switchOff, switchOn } from "./consent.js";
import { guard, keepNote, load, onChange } from "./settings.js";
import { platformOf, postWordsOf } from "./sites.js";
import words from "../words.json";

/** @typedef {import("./types.js").Greeting} Greeting */
/** @typedef {chrome.runtime.MessageSender} Sender */

const backend = new Backend(hint);

/** Say on the icon that the service is not there; null: it is. @param {string | null} kind */
async function hint(kind) {
  const said = /** @type {Record<string, string>} */ (words.hints)[kind ?? ""];
  await chrome.action.setBadgeText({ text: said ? "!" : "" });
  await chrome.action.setTitle({ title: said ? said.replace("ADDRESS", (await load()).backend) : words.name });
}

/** Return the host of the page that a frame belongs to; "" if it has none. @param {Sender} sender */
function hostOf(sender) {
  const address = sender.origin && sender.origin !== "null" ? sender.origin : sender.tab?.url;
  return address && URL.canParse(address) ? new URL(address).hostname : "";
}

/** @param {Sender} sender @returns {Promise<Greeting>} */
async function greeting(sender) {
  const settings = await load();
  const host = hostOf(sender);
  const site = settings.sites[host];
  // The service's own page reads along by itself.
  const own = sender.origin === settings.backend;
  return { on: Boolean(site?.on) && !own, nudge: Boolean(site?.nudge), post: postWordsOf(host) };
}

/** @param {{composer: string, text: string, ignored: import("./types.js").Ignored[]}} asked @param {Sender} sender */
async function check(asked, sender) {
  const settings = await load();
  const platform = platformOf(hostOf(sender));
  return backend.ask(`${sender.tab?.id}/${sender.documentId ?? sender.frameId}/${asked.composer}`, settings, {
    text: asked.text,
    ...(platform && { platform }),
    tolerance: settings.tolerance,
    employers: settings.employers,
    ignored: asked.ignored,
    disabled_rules: [],
    rewrite: ["neutral"],
    offsets: "utf-16",
  });
}

async function show() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  if (tab?.id !== undefined) await tell(tab.id, "show");
}

/** @param {number} id @param {"show" | "again"} type */
const tell = (id, type) => chrome.tabs.sendMessage(id, { type }).catch(() => {});

/** Let every running script ask again what it may do, and what its draft is worth. */
async function tellAll() {
  backend.startAnew();
  for (const tab of await chrome.tabs.query({})) if (tab.id !== undefined) tell(tab.id, "again");
}

/** @type {Record<string, (message: any, sender: Sender) => unknown>} */
const ANSWERS = {
  hello: (_, sender) => greeting(sender),
  check,
  keep: ({ text }, sender) => keepNote(text, hostOf(sender)),
  open: async () => void await chrome.tabs.create({ url: (await load()).backend }),
  where: async () => (await load()).backend,
  options: () => chrome.runtime.openOptionsPage(),
  on: ({ host, pattern }, sender) => trusted(sender) && switchOn(host, pattern),
  off: ({ host }, sender) => trusted(sender) && switchOff(host),
};

/** Whether a message comes from a page of ours, not from a script beside a foreign page. @param {Sender} sender */
const trusted = (sender) => Boolean(sender.url?.startsWith(chrome.runtime.getURL("")));

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  const answer = Object.hasOwn(ANSWERS, message?.type) ? ANSWERS[message.type] : null;
  if (!answer || sender.id !== chrome.runtime.id) return false;
  // An answer that cannot be given is no answer: the page stays as it is.
  Promise.resolve(answer(message, sender)).then((value) => respond(value ?? null), () => respond(null));
  return true;
});

chrome.commands.onCommand.addListener((command) => { if (command === "show") show(); });
chrome.runtime.onInstalled.addListener(() => { restore(); });
chrome.runtime.onStartup.addListener(() => { restore(); });
chrome.permissions.onRemoved.addListener(() => { restore(); });
// The window behind the icon may have closed while the browser asked.
chrome.permissions.onAdded.addListener(() => { restore(true); });
onChange(tellAll);
guard();
