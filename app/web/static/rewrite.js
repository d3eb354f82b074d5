// The rewrite: what changes, why, which of the changes the author takes, and what that does.

import { copy, h, words } from "./dom.js";
import { beforeAfter } from "./heat.js";
import { apply, bundles, changes } from "./spans.js";

const NOTHING = { reason: "I have nothing to suggest in this style; another style may work.", alternatives: [] };
const PAUSE = 350;
const refused = new Set();
const key = (bundle) => JSON.stringify(bundle.map((edit) => [edit.text, edit.replacement]));
let timer = 0;

/** Forget which changes were refused: a new draft is a new question. */
export const forget = () => refused.clear();

/** Return the edits of a rewrite that the author takes, in order. */
export function taken(rewrite, sentences) {
  return gathered(rewrite, sentences).filter((bundle) => !refused.has(key(bundle))).flat().sort((a, b) => a.start - b.start);
}

const gathered = (rewrite, sentences) =>
  bundles([...rewrite.edits].sort((a, b) => a.start - b.start), sentences, words.tidied);

/** Return the tabs and the panel of one rewrite, or of its absence. `on`: {style, use, reread}. */
export function rewritePanel(draft, report, style, on) {
  clearTimeout(timer);
  const [rewrite] = report.rewrites;
  if (report.verdict === "clear") return null;
  return h("section", { class: "card rewrite", "aria-labelledby": "rewrite-title" },
    h("h2", { id: "rewrite-title" }, title(rewrite)),
    tabs(style, on.style),
    rewrite ? body(draft, report, rewrite, on) : refusal(report.rewrite_refused ?? NOTHING));
}

function title(rewrite) {
  if (!rewrite) return "No rewrite for this one";
  return rewrite.doubtful ? words.try : words.offer;
}

function tabs(chosen, choose) {
  return h("fieldset", { class: "tabs" },
    h("legend", { class: "hidden" }, "Style of the rewrite"),
    Object.entries(words.styles).map(([id, name]) =>
      h("label", null,
        h("input", { type: "radio", name: "style", value: id, checked: id === chosen, onchange: () => choose(id) }), name)));
}

function refusal(why) {
  return h("div", { class: "refused" },
    h("p", null, why.reason),
    h("ul", null, why.alternatives.map((other) => h("li", null, other))));
}

function body(draft, report, rewrite, on) {
  const all = gathered(rewrite, report.sentences);
  const chosen = () => taken(rewrite, report.sentences);
  const whole = () => chosen().length === rewrite.edits.length;
  // With every change taken the server's own text counts: it was checked.
  const text = () => (whole() ? rewrite.text : apply(draft, chosen()));
  const changed = h("p", { class: "changed" });
  const effect = h("div", { "aria-live": "polite" });
  const useButton = h("button", { type: "button", class: "primary", onclick: () => on.use(text()) }, "Use this text");
  const judged = (after) => effect.replaceChildren(...beforeAfter(report, after),
    h("p", { class: "soft" }, `My answer to this version: “${words.headings[after.verdict]}”.`, rewrite.source === "llm" && ` ${words.worded_by_model}`));
  const paint = () => {
    changed.replaceChildren(...changes(draft, chosen()).map(([kind, part]) => (kind === "keep" ? part : h(kind, null, part))));
    useButton.disabled = chosen().length === 0;
    clearTimeout(timer);
    if (whole()) judged(rewrite);
    else if (chosen().length === 0) judged(report);
    else timer = setTimeout(() => again(text(), on.reread, judged, effect), PAUSE);
  };
  paint();
  return h("div", { class: "body" }, changed, rewrite.doubtful && h("p", { class: "doubt" }, words.doubtful), effect,
    h("div", { class: "row" }, useButton,
      h("button", { type: "button", onclick: () => copy(text()) }, "Copy")),
    h("h3", { class: "hidden" }, "Changes"),
    h("ul", { class: "edits" }, all.map((bundle) => item(bundle, paint))),
    facts(rewrite.facts));
}

async function again(text, reread, judged, effect) {
  try {
    const fresh = await reread(text);
    if (fresh) judged(fresh);
  } catch {
    effect.replaceChildren(h("p", { class: "soft" }, "I could not read this version. Press “Use this text”, and I try again."));
  }
}

function facts(found) {
  const list = (name) => found[name].length > 0 &&
    h("dl", { class: name }, h("dt", null, words.facts[name]), found[name].map((each) => h("dd", null, each)));
  if (!found.kept.length && !found.dropped.length) return null;
  return h("div", { class: "facts" }, list("kept"), list("dropped"),
    found.added.length === 0 && h("p", { class: "soft" }, words.facts.added));
}

function item(bundle, paint) {
  const toggle = (event) => {
    if (event.target.checked) refused.delete(key(bundle));
    else refused.add(key(bundle));
    paint();
  };
  const reason = (bundle.find((edit) => edit.why !== words.tidied) ?? bundle[0]).why;
  return h("li", null,
    h("label", null,
      h("input", { type: "checkbox", checked: !refused.has(key(bundle)), onchange: toggle }),
      h("span", null, bundle.map((edit, number) => [number > 0 && " … ", ...shown(edit)]),
        h("span", { class: "soft why" }, reason))));
}

function shown(edit) {
  return [
    edit.text && h("del", null, edit.text),
    edit.text && edit.replacement && h("span", null, h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "hidden" }, " becomes ")),
    edit.replacement && h("ins", null, edit.replacement),
  ];
}
