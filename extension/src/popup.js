// The window behind the icon: switches this one site on and off, and says whether the service answers.

import { h } from "../../app/web/static/element.js";
import words from "../words.json";
import { load, patternOf, saveSite } from "./settings.js";
import { reach } from "./reach.js";

const find = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** Return the address of the page that the author looks at; "" where we may not know. Opened in a tab of its own, it is told which (?tab=). */
async function address() {
  const asked = new URLSearchParams(location.search).get("tab");
  const tab = asked ? await chrome.tabs.get(Number(asked)).catch(() => null) : (await chrome.tabs.query({ active: true, currentWindow: true }))[0];
  return tab?.url ?? "";
}

/** @param {string} url */
async function show(url) {
  const page = URL.canParse(url) ? new URL(url) : null;
  if (!page || !/^https?:$/.test(page.protocol)) {
    find("site").replaceChildren(h("p", { class: "card" }, words.popup.nowhere));
    return;
  }
  const [host, pattern] = [page.hostname, patternOf(page.origin)];
  const site = (await load()).sites[host];
  const on = Boolean(site?.on) && await chrome.permissions.contains({ origins: [pattern] });
  find("site").replaceChildren(on ? switchedOn(host, site.nudge, () => show(url)) : switchedOff(host, pattern, () => show(url)));
}

/** @param {string} host @param {string} pattern @param {() => void} again */
function switchedOff(host, pattern, again) {
  const said = h("p", { class: "said", role: "status", hidden: true });
  const act = async () => {
    // The browser asks the author only straight from a click, and may close this window meanwhile: what was wanted is noted first.
    const asked = chrome.permissions.request({ origins: [pattern] });
    await saveSite(host, { on: true, pattern });
    const granted = await asked.catch(() => false);
    if (granted) await chrome.runtime.sendMessage({ type: "on", host, pattern });
    else await saveSite(host, { on: false });
    if (granted) return again();
    said.hidden = false;
    said.textContent = words.popup.denied;
    return undefined;
  };
  return h("div", { class: "card" },
    h("p", { class: "host" }, host),
    h("p", { class: "soft" }, words.popup.off),
    h("button", { type: "button", class: "primary", onclick: act }, words.popup.switch_on),
    said);
}

/** @param {string} host @param {boolean} nudge @param {() => void} again */
function switchedOn(host, nudge, again) {
  const off = async () => {
    await chrome.runtime.sendMessage({ type: "off", host });
    again();
  };
  const toggle = (/** @type {any} */ event) => saveSite(host, { nudge: event.target.checked });
  return h("div", { class: "card" },
    h("p", { class: "host" }, host),
    h("p", { class: "soft" }, words.popup.on),
    h("label", { class: "line" }, h("input", { type: "checkbox", checked: nudge, onchange: toggle }), h("span", null, words.popup.nudge)),
    h("button", { type: "button", onclick: off }, words.popup.switch_off));
}

async function start() {
  await show(await address());
  const settings = await load();
  const { state, said } = await reach(settings);
  find("state").dataset.state = state;
  find("state").textContent = said;
}

start();
