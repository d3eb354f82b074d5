// The page: the draft goes out as you type, the newest answer comes back, nothing is kept unasked.

import { aftercare } from "./afterwards.js";
import { asker } from "./api.js";
import { copy, find, h, toast, words } from "./dom.js";
import * as employers from "./employers.js";
import * as highlight from "./highlight.js";
import * as quiet from "./quiet.js";
import * as render from "./render.js";
import { forget, rewritePanel, taken } from "./rewrite.js";
import * as sleep from "./sleep.js";
import { apply } from "./spans.js";
import { keep, onChange, recall } from "./store.js";

const PAUSE = words.pause;
/** With the first word still unfinished, there is little to judge. */
const PATIENCE = 6;
const SLOW = 400;
const draft = find("#draft");
const platform = find("#platform");
const tolerance = find("#tolerance");
const answer = find("#answer");
const read = find("#read");
const live = find("#live");
const checks = asker("/v1/check");
const trials = asker("/v1/check");

let ignored = [];
let style = "neutral";
let report = null;
let reported = "";
/** The last replacement: {before, after}. */
let replaced = null;
let timer = 0;

document.documentElement.classList.replace("no-js", "js");

const say = (words) => { if (live.textContent !== words) live.textContent = words; };
const settings = () => ({ employers: employers.list(), ignored: quiet.ignored(), disabled_rules: quiet.disabled() });
let known = JSON.stringify(settings());

function request(text = draft.value, rewrite = [style]) {
  const own = settings();
  return {
    text,
    ...(platform.value && { platform: platform.value }),
    tolerance: tolerance.value,
    ...own,
    ignored: [...own.ignored, ...ignored],
    rewrite,
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
    const fresh = await checks.ask(request());
    if (!fresh || draft.value !== text) return undefined;
    read.classList.remove("busy");
    return showReport(text, fresh);
  } catch (trouble) {
    return showTrouble(trouble);
  } finally {
    clearTimeout(slow);
  }
}

function nothingToShow(glance) {
  report = null;
  render.strip(null);
  render.glance(null, glance);
  read.classList.remove("busy");
}

function showEmpty() {
  checks.stop();
  ignored = [];
  forget();
  sleep.startAnew();
  highlight.show("", []);
  const waking = sleep.waking({ read: readAgain });
  nothingToShow(waking.length ? "A draft is waiting for you" : "I read along as you write");
  answer.replaceChildren(...waking, render.empty(replace));
  say(waking.length ? "A draft that you put aside is ready to be read again." : "");
  count();
}

const folds = () => ["spare", "sleep", "after"].filter((name) => answer.querySelector(`details.${name}`)?.open);

function showReport(text, fresh) {
  answer.classList.toggle("still", report?.verdict === fresh.verdict);
  report = fresh;
  reported = text;
  const support = render.support(report);
  highlight.show(text, support.length ? [] : report.findings);
  const [open, focused] = [folds(), document.activeElement?.name === "style"];
  answer.replaceChildren(...(support.length ? support : parts(text)));
  for (const name of open) answer.querySelector(`details.${name}`)?.setAttribute("open", "");
  render.strip(report, highlight.select);
  render.glance(report);
  if (focused) answer.querySelector(`input[name=style][value=${style}]`)?.focus();
  say(support.length ? answer.innerText : `${render.headline(report)}. ${report.summary}`);
  count();
}

function parts(text) {
  const [rewrite] = report.rewrites;
  return [
    render.verdictCard(report, ways()),
    ...render.notices(report),
    rewritePanel(text, report, style, { style: chooseStyle, use: replace, reread: (other) => trials.ask(request(other, [])) }),
    render.findings(text, report, rewrite ? taken(rewrite, report.sentences) : [], ignored,
      { select: highlight.select, mend, ignore, unignore, quiet: leaveAlone(quiet.ignore), disable: leaveAlone(quiet.disable) }),
    render.spared(report),
    report.language.supported && aftercare(request()),
  ].filter(Boolean);
}

/** What the author can do about the verdict, besides reading on. */
function ways() {
  const button = (name, act) => h("button", { type: "button", class: "small", onclick: act }, name);
  const { verdict, language } = report;
  return [
    verdict === "clear" && language.supported && button("Copy the text", () => copy(draft.value)),
    replaced?.after === draft.value && button("Bring my words back", () => write(replaced.before)),
    verdict !== "clear" && sleep.chooser("Sleep on it", "", putAside),
  ].filter(Boolean);
}

function showTrouble(trouble) {
  nothingToShow(render.FAULTS[trouble.kind]);
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

const runAndReturn = () => run().then(() => (find("#findings-title") ?? answer).focus({ preventScroll: true }));

function mend(edits) {
  replace(apply(draft.value, edits));
  runAndReturn();
}

function ignore(finding) {
  ignored = [...ignored, { rule: finding.rule, text: finding.text }];
  runAndReturn();
}

function unignore(kept) {
  ignored = ignored.filter((other) => other !== kept);
  runAndReturn();
}

const leaveAlone = (remember) => (finding) => {
  remember(finding);
  runAndReturn();
  toast("I leave that alone from now on. To change it, see “What I leave alone”.");
};

function putAside(until) {
  const text = draft.value;
  const kept = sleep.put(text, platform.value, until);
  if (!kept) return;
  write("");
  const back = () => {
    sleep.takeBack(kept);
    write(text);
  };
  toast(sleep.until(kept), ["Undo", back]);
}

function readAgain(kept) {
  if ([...platform.options].some((option) => option.value === kept.platform)) platform.value = kept.platform;
  replace(kept.text);
}

function woken(more) {
  if (!draft.value.trim()) return showEmpty();
  if (!more) return undefined;
  return toast("A draft that you put aside is ready to be read again.", ["Show me", () => {
    find("#asleep").open = true;
    find("#asleep summary").focus();
  }]);
}

/** Put a text in the place of the draft, so that it can be undone, also with the keyboard. */
function replace(text) {
  const before = draft.value;
  write(text);
  replaced = before ? { before, after: text } : null;
  if (before) toast("Your draft was replaced.", ["Undo", () => write(before)]);
}

function write(text) {
  draft.focus({ preventScroll: true });
  draft.select();
  // The one way that keeps the browser's own undo; where it is gone, the words still arrive.
  if (!document.execCommand(text ? "insertText" : "delete", false, text)) draft.value = text;
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

function typed(event) {
  highlight.follow(draft.value);
  count();
  // While an input method composes a word, it is not yet one.
  if (event.isComposing) return clearTimeout(timer);
  return later(/\S\s/.test(draft.value) || !draft.value.trim() ? PAUSE : PAUSE * PATIENCE);
}

function settled() {
  const now = JSON.stringify(settings());
  if (now === known) return;
  known = now;
  run();
}

function start() {
  if (recall("platform", "") && !platform.value) platform.value = recall("platform", "");
  if (recall("tolerance", "") && tolerance.value === "standard") tolerance.value = recall("tolerance", "");
  if (!tolerance.value) tolerance.value = "standard";
  draft.addEventListener("input", typed);
  draft.addEventListener("compositionend", typed);
  for (const choice of [platform, tolerance]) {
    choice.addEventListener("change", () => { keep(choice.id, choice.value); count(); run(); });
  }
  find("#form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  window.addEventListener("online", () => run());
  highlight.listen(say);
  employers.listen();
  quiet.listen();
  sleep.listen({ read: readAgain, woken });
  onChange(settled);
  run();
}

start();
