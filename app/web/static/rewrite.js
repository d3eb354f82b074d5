// The rewrite: what changes, why, and which of the changes the author takes.

import { copy, h, words } from "./dom.js";
import { apply, changes } from "./spans.js";

const NOTHING = { reason: "I have nothing to suggest in this style; another style may work.", alternatives: [] };
const refused = new Set();
const key = (edit) => JSON.stringify([edit.text, edit.replacement]);

/** Forget which changes were refused: a new draft is a new question. */
export const forget = () => refused.clear();

/** Return the tabs and the panel of one rewrite, or of its absence. `on`: {style, use}. */
export function rewritePanel(draft, report, style, on) {
  const [rewrite] = report.rewrites;
  if (report.verdict === "clear") return null;
  return h("section", { class: "card rewrite", "aria-labelledby": "rewrite-title" },
    h("h2", { id: "rewrite-title" }, rewrite ? "What you could post instead" : "No rewrite for this one"),
    tabs(style, on.style),
    rewrite ? body(draft, rewrite, on.use) : refusal(report.rewrite_refused ?? NOTHING));
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

function body(draft, rewrite, use) {
  const edits = [...rewrite.edits].sort((a, b) => a.start - b.start);
  const taken = () => edits.filter((edit) => !refused.has(key(edit)));
  // With every change taken the server's own text counts: it was checked.
  const text = () => (taken().length === edits.length ? rewrite.text : apply(draft, taken()));
  const changed = h("p", { class: "changed" });
  const reads = h("p", { class: "soft" });
  const useButton = h("button", { type: "button", class: "primary", onclick: () => use(text()) }, "Use this text");
  const paint = () => {
    changed.replaceChildren(...changes(draft, taken()).map(([kind, part]) => (kind === "keep" ? part : h(kind, null, part))));
    reads.textContent = taken().length === edits.length
      ? `My answer to this version: “${words.headings[rewrite.verdict]}”.`
      : `${taken().length} of ${edits.length} changes taken; press “Use this text” and I read it again.`;
    if (rewrite.source === "llm") reads.append(" ", words.worded_by_model);
    useButton.disabled = taken().length === 0;
  };
  paint();
  return h("div", { class: "body" }, changed, reads,
    h("div", { class: "row" }, useButton,
      h("button", { type: "button", onclick: () => copy(text()) }, "Copy")),
    h("h3", { class: "hidden" }, "Changes"),
    h("ul", { class: "edits" }, edits.map((edit) => item(edit, paint))),
    rewrite.facts.kept.length > 0 && h("p", { class: "soft" }, `Kept: ${rewrite.facts.kept.join(" · ")}`),
    rewrite.facts.dropped.length > 0 && h("p", { class: "soft" }, `Left out: ${rewrite.facts.dropped.join(" · ")}`));
}

function item(edit, paint) {
  const toggle = (event) => {
    if (event.target.checked) refused.delete(key(edit));
    else refused.add(key(edit));
    paint();
  };
  return h("li", null,
    h("label", null,
      h("input", { type: "checkbox", checked: !refused.has(key(edit)), onchange: toggle }),
      h("span", null,
        edit.text && h("del", null, edit.text),
        edit.text && edit.replacement && h("span", null, h("span", { "aria-hidden": "true" }, " → "), h("span", { class: "hidden" }, " becomes ")),
        edit.replacement && h("ins", null, edit.replacement),
        h("span", { class: "soft why" }, edit.why))));
}
