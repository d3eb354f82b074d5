// The page: the draft goes out as you type, the newest answer comes back, nothing is kept.

import { aftercare } from "./afterwards.js";
import { check, stop } from "./api.js";
import { find, h, toast, words } from "./dom.js";
import * as employers from "./employers.js";
import * as highlight from "./highlight.js";
import * as render from "./render.js";
import { forget, rewritePanel } from "./rewrite.js";
import { keep, recall } from "./store.js";

const PAUSE = words.pause;
const SLOW = 400;
const draft = find("#draft");
const platform = find("#platform");
const tolerance = find("#tolerance");
const answer = find("#answer");
const read = find("#read");
const live = find("#live");

let ignored = [];
let style = "neutral";
let report = null;
let reported = "";
let timer = 0;

document.documentElement.classList.replace("no-js", "js");

const say = (words) => { if (live.textContent !== words) live.textContent = words; };

function request() {
  return {
    text: draft.value,
    ...(platform.value && { platform: platform.value }),
    tolerance: tolerance.value,
    employers: employers.list(),
    ignored,
    rewrite: [style],
    offsets: "utf-16",
  };
}

function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(run, pause);
}

async function run() {
  clearTimeout(timer);
  const text = draft.value;
  if (!text.trim()) return showEmpty();
  const slow = setTimeout(() => {
    read.classList.add("busy");
    if (!report) answer.replaceChildren(render.loading());
  }, SLOW);
  try {
    const fresh = await check(request());
    if (!fresh || draft.value !== text) return undefined;
    read.classList.remove("busy");
    return showReport(text, fresh);
  } catch (trouble) {
    return showTrouble(trouble);
  } finally {
    clearTimeout(slow);
  }
}

function showEmpty() {
  stop();
  report = null;
  render.strip(null);
  render.glance(null);
  ignored = [];
  forget();
  read.classList.remove("busy");
  highlight.show("", []);
  answer.replaceChildren(render.empty((text) => replace(text)));
  say("");
  count();
}

function showReport(text, fresh) {
  report = fresh;
  reported = text;
  const support = render.support(report);
  highlight.show(text, support.length ? [] : report.findings);
  const open = answer.querySelector("details.spare")?.open;
  const focused = focusedStyle();
  const parts = support.length ? support : [
    render.verdictCard(report),
    ...render.notices(report),
    rewritePanel(text, report, style, { style: chooseStyle, use: replace }),
    render.findings(report, ignored, { select: highlight.select, ignore, unignore }),
    render.spared(report),
    aftercare(request()),
  ].filter(Boolean);
  answer.replaceChildren(...parts);
  render.strip(report, highlight.select);
  render.glance(report);
  if (open && answer.querySelector("details.spare")) answer.querySelector("details.spare").open = true;
  if (focused) answer.querySelector(`input[name=style][value=${style}]`)?.focus();
  say(support.length ? answer.innerText : `${render.headline(report)}. ${report.summary}`);
  count();
}

const focusedStyle = () => document.activeElement?.name === "style";

function showTrouble(trouble) {
  report = null;
  render.strip(null);
  render.glance(null);
  read.classList.remove("busy");
  highlight.show(draft.value, []);
  answer.replaceChildren(render.fault(trouble, () => run()));
  say(trouble.message);
  count();
  if (trouble.wait) later(trouble.wait * 1000);
}

function chooseStyle(id) {
  style = id;
  forget();
  run();
}

function ignore(finding) {
  ignored = [...ignored, { rule: finding.rule, text: finding.text }];
  run().then(() => find("#findings-title")?.focus());
}

function unignore(kept) {
  ignored = ignored.filter((other) => other !== kept);
  run().then(() => find("#findings-title")?.focus());
}

/** Put a text in the place of the draft, so that it can be undone, also with the keyboard. */
function replace(text) {
  const before = draft.value;
  write(text);
  if (before) toast("Your draft was replaced.", ["Undo", () => write(before)]);
}

function write(text) {
  draft.focus({ preventScroll: true });
  draft.select();
  // The one way that keeps the browser's own undo; where it is gone, the words still arrive.
  if (!document.execCommand("insertText", false, text)) draft.value = text;
  draft.setSelectionRange(text.length, text.length);
  forget();
  highlight.follow(draft.value);
  run();
}

function count() {
  const place = platform.selectedOptions[0];
  const limit = Number(place.dataset.limit ?? 0);
  // The server counts as the platform does (links, emoji); between two answers we count plainly.
  const same = report?.platform && report.platform.id === place.value && reported === draft.value;
  const length = same ? report.platform.length : [...draft.value].length;
  const over = limit > 0 && length > limit;
  const said = limit ? `${length.toLocaleString("en")} of ${limit.toLocaleString("en")} characters` : `${length.toLocaleString("en")} characters`;
  find("#count").replaceChildren(h("span", { class: over ? "over" : "" }, over ? `${said}, ${(length - limit).toLocaleString("en")} too many` : said));
  find("#audience").textContent = place.dataset.audience ?? "";
}

function start() {
  if (recall("platform", "") && !platform.value) platform.value = recall("platform", "");
  if (recall("tolerance", "") && tolerance.value === "standard") tolerance.value = recall("tolerance", "");
  if (!tolerance.value) tolerance.value = "standard";
  draft.addEventListener("input", () => { highlight.follow(draft.value); count(); later(); });
  for (const choice of [platform, tolerance]) {
    choice.addEventListener("change", () => { keep(choice.id, choice.value); count(); run(); });
  }
  find("#form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  window.addEventListener("online", () => run());
  highlight.listen(say);
  employers.listen(() => run());
  run();
}

start();
