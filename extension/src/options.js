// The options: service, tolerance, companies, sites and notes; all kept in this browser.

import { h } from "../../app/web/static/element.js";
import words from "../words.json";
import { reach } from "./reach.js";
import { forget, load, onLists, originOf, patternOf, save, saveSite } from "./settings.js";

/** @typedef {import("./types.js").Settings} Settings */
/** @typedef {import("./types.js").Employer} Employer */

const MOST = 50;
const find = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const dates = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

/** @param {string} name @param {string} about @param {(event: Event) => void} act */
const button = (name, about, act) => h("button", { type: "button", class: "small", "aria-label": `${name}: ${about}`, onclick: act }, name);

/** @param {Event} event */
async function saveService(event) {
  event.preventDefault();
  const said = find("service-said");
  const backend = originOf(find("backend").value);
  if (!backend) {
    said.textContent = words.options.not_an_address;
    find("backend").focus();
    return;
  }
  if (!await chrome.permissions.request({ origins: [patternOf(backend)] }).catch(() => false)) {
    said.textContent = words.options.no_permission.replace("ADDRESS", backend);
    return;
  }
  const key = find("key").value.trim();
  await save({ backend, key });
  find("backend").value = backend;
  said.textContent = (await reach({ backend, key })).said;
}

/** @param {Record<string, string>} names @param {string} chosen */
const choices = (names, chosen) => Object.entries(names).map(([value, name]) => h("option", { value, selected: value === chosen }, name));

const listed = (/** @type {string} */ id) => find(id).value.split(",").map((/** @type {string} */ part) => part.trim()).filter(Boolean);

/** @param {Event} event */
async function addEmployer(event) {
  event.preventDefault();
  const name = find("employer").value.trim();
  find("employer").focus();
  if (!name) return;
  const { employers } = await load();
  const added = { name, aliases: listed("aliases"), handles: listed("handles"), relation: find("relation").value };
  for (const id of ["employer", "aliases", "handles"]) find(id).value = "";
  await save({ employers: [...employers.filter((other) => other.name.toLowerCase() !== name.toLowerCase()), added].slice(-MOST) });
  draw();
}

/** @param {Employer} employer @param {Employer[]} all */
function employerItem({ name, relation }, all) {
  const remove = async () => {
    await save({ employers: all.filter((other) => other.name !== name) });
    await draw();
    find("employer").focus();
  };
  const known = /** @type {Record<string, string>} */ (words.options.relations)[relation ?? "other"];
  return h("li", null, h("div", { class: "row between" }, h("span", null, name, " ", h("span", { class: "soft" }, known)), button(words.options.remove, name, remove)));
}

/** @param {string} host @param {import("./types.js").Site} site */
function siteItem(host, { on, nudge }) {
  const off = async () => {
    await chrome.runtime.sendMessage({ type: "off", host });
    await draw();
    find("sites-title").focus();
  };
  const toggle = (/** @type {any} */ event) => saveSite(host, { nudge: event.target.checked });
  return on && h("li", null,
    h("div", { class: "row between" }, h("strong", null, host), button(words.options.switch_off, host, off)),
    h("label", { class: "line" }, h("input", { type: "checkbox", checked: nudge, onchange: toggle }), h("span", null, words.popup.nudge)));
}

/** @param {import("./types.js").Note} note @param {import("./types.js").Note[]} all */
function noteItem({ id, text, host, kept }, all) {
  const remove = async () => {
    await save({ notes: all.filter((other) => other.id !== id) });
    await draw();
    find("notes-title").focus();
  };
  const copy = async (/** @type {any} */ event) => {
    await navigator.clipboard.writeText(text);
    event.target.textContent = words.options.copied;
  };
  const when = dates.format(kept);
  return h("li", null, h("p", { class: "soft" }, `${when}, ${host}`), h("blockquote", { dir: "auto" }, text),
    h("p", { class: "row" }, button(words.options.copy, when, copy), button(words.options.delete, when, remove)));
}

async function draw() {
  const { employers, sites, notes } = await load();
  find("employer-list").replaceChildren(...employers.map((employer) => employerItem(employer, employers)));
  const shown = Object.entries(sites).sort().map(([host, site]) => siteItem(host, site)).filter(Boolean);
  find("sites").replaceChildren(...shown);
  find("sites-none").hidden = shown.length > 0;
  find("notes").replaceChildren(...notes.map((note) => noteItem(note, notes)));
  find("notes-none").hidden = notes.length > 0;
}

async function forgetAll() {
  const { sites } = await load();
  for (const host of Object.keys(sites)) await chrome.runtime.sendMessage({ type: "off", host });
  await forget();
  await fill();
  find("forget-said").textContent = words.options.forgotten;
}

/** Write what is kept into the fields. */
async function fill() {
  const { backend, key, tolerance } = await load();
  find("backend").value = backend;
  find("key").value = key;
  find("tolerance").replaceChildren(...choices(words.options.tolerances, tolerance));
  find("relation").replaceChildren(...choices(words.options.relations, "current"));
  await draw();
}

function start() {
  find("service").addEventListener("submit", saveService);
  find("tolerance").addEventListener("change", (/** @type {any} */ event) => save({ tolerance: event.target.value }));
  find("employer-form").addEventListener("submit", addEmployer);
  find("forget").addEventListener("click", forgetAll);
  onLists(draw);
  fill();
}

start();
