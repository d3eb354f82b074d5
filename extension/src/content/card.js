// The card: the verdict, what stands out and why, and what could be posted instead.

import { h } from "../../../app/web/static/element.js";
import { changes, mended, mending } from "../../../app/web/static/spans.js";
import words from "../../words.json";
import { care, headline, stateOf } from "./state.js";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {import("../types.js").Finding} Finding */
/** @typedef {import("../types.js").Edit} Edit */
/** @typedef {import("../types.js").Report} Report */
/**
 * @typedef {object} Acts  What the author can do.
 * @property {() => void} close
 * @property {(edits: Edit[]) => void} use  put edits in
 * @property {(text: string) => void} copy
 * @property {(finding: Finding) => void} keep  leave a finding alone, in this draft
 * @property {(kept: import("../types.js").Ignored) => void} unkeep
 * @property {() => void} open  the service's page
 * @property {() => void} options
 */

/** @param {string} name @param {() => void} act @param {object} [more] */
export const button = (name, act, more) => h("button", { type: "button", "data-name": name, ...more, onpress: act }, name);

/** Return the rewrite's edits in reading order. @param {Report} report @returns {Edit[]} */
export const editsOf = (report) => [...(report.rewrites[0]?.edits ?? [])].sort((a, b) => a.start - b.start);

/** Return what the card says of a draft. @param {Draft} draft @param {string} said  a message, or "" @param {string} address  of the service @param {Acts} acts @returns {HTMLElement[]} */
export function cardOf(draft, said, address, acts) {
  return [
    head(draft, acts),
    said && h("p", { class: "said", role: "status" }, said),
    ...body(draft, address, acts),
    stateOf(draft) !== "care" && foot(draft, acts),
  ].filter(Boolean);
}

/** @param {Draft} draft @param {Acts} acts */
function head(draft, acts) {
  const state = stateOf(draft);
  const judged = state === "caution" || state === "warn" || state === "clear";
  return h("header", { class: "head", "data-state": state },
    h("span", { class: "glyph", "aria-hidden": "true" }, words.glyphs[state] || "…"),
    h("div", null,
      h("h2", { id: "title", tabindex: "-1" }, headline(draft)),
      judged && h("p", null, draft.report?.summary),
      judged && state !== "clear" && h("p", { class: "soft small" }, words.card.yours)),
    button("×", acts.close, { class: "close", "aria-label": words.card.close }));
}

/** @param {Draft} draft @param {string} address @param {Acts} acts */
function body(draft, address, acts) {
  const state = stateOf(draft);
  const { report } = draft;
  if (state === "care") return [h("p", { class: "prose" }, care(draft)?.text)];
  if (state === "idle") return draft.reading ? [] : [h("p", { class: "soft" }, words.card.idle_more)];
  if (state === "long") return [h("p", null, words.card.long_more)];
  if (state === "fault") return [h("p", null, faultOf(draft, address))];
  if (!report || state === "none") return [h("p", null, draft.fault?.message ?? report?.summary)];
  return [
    findings(draft, report, acts),
    state !== "clear" && rewrite(draft, report, acts),
    ...report.notices.map((notice) => h("section", { class: "said" }, h("h3", null, notice.title), h("p", null, notice.text))),
  ];
}

/** @param {Draft} draft @param {string} address */
function faultOf({ fault }, address) {
  if (fault?.kind === "busy") return words.card.busy_more;
  if (fault?.kind === "key") return words.card.key_more;
  return fault?.message || words.card.fault_more.replace("ADDRESS", address);
}

/** @param {Draft} draft @param {Report} report @param {Acts} acts */
function findings(draft, report, acts) {
  if (!report.findings.length && !draft.ignored.length) return null;
  const told = new Set();
  const some = report.findings.length > 0;
  return h("section", { "aria-labelledby": some && "findings" },
    some && h("h3", { id: "findings" }, words.card.findings),
    h("ol", { class: "findings" }, report.findings.map((finding) => item(finding, draft, report, told, acts))),
    draft.ignored.map((kept) => h("p", { class: "row small" }, h("span", { class: "soft" }, `${words.card.kept}: `, h("q", null, kept.text)),
      button(words.card.again, () => acts.unkeep(kept), { class: "small", "aria-label": `${words.card.again}: ${kept.text}` }))));
}

/** @param {Finding} finding @param {Draft} draft @param {Report} report @param {Set<string>} told @param {Acts} acts */
function item(finding, draft, report, told, acts) {
  const own = mending(finding, report.sentences, editsOf(report));
  const name = (/** @type {string} */ act) => ({ "aria-label": `${act}: ${finding.text}`, "data-name": `${act}/${finding.start}` });
  return h("li", { class: `finding ${finding.severity}` },
    h("p", { class: "kind" }, words.kinds[finding.kind], " ", h("span", { class: "soft" }, `· ${words.severities[finding.severity]}`)),
    h("blockquote", null, finding.text),
    h("p", { class: "small" }, finding.why),
    instead(finding, own, draft, report, told),
    h("p", { class: "row" },
      own.length > 0 && button(words.card.change, () => acts.use(own), { class: "small change", ...name(words.card.change) }),
      button(words.card.keep, () => acts.keep(finding), { class: "small", ...name(words.card.keep) })));
}

/** Say how the sentence then reads, once a sentence. @param {Finding} finding @param {Edit[]} own @param {Draft} draft @param {Report} report @param {Set<string>} told */
function instead(finding, own, draft, report, told) {
  const key = own.map((edit) => edit.start).join();
  if (!own.length || told.has(key)) return null;
  told.add(key);
  const reads = mended(draft.answered, finding, report.sentences, own);
  return h("p", { class: "instead" }, reads ? [words.card.instead, " ", h("q", null, reads)] : words.card.leave_out);
}

/** @param {Draft} draft @param {Report} report @param {Acts} acts */
function rewrite(draft, report, acts) {
  const [offered] = report.rewrites;
  if (!offered) return refusal(report);
  const edits = editsOf(report);
  return h("section", { "aria-labelledby": "rewrite" },
    h("h3", { id: "rewrite" }, words.card.rewrite),
    h("p", { class: "changed", dir: "auto" }, changes(draft.answered, edits).map(([kind, part]) => (kind === "keep" ? part : h(kind, null, part)))),
    offered.doubtful && h("p", { class: "small" }, words.card.doubtful),
    h("p", { class: "row" },
      button(words.card.use, () => acts.use(edits), { class: "primary" }),
      button(words.card.copy, () => acts.copy(offered.text))));
}

/** @param {Report} report */
function refusal({ rewrite_refused: refused }) {
  if (!refused) return null;
  return h("section", null, h("h3", null, words.card.no_rewrite), h("p", { class: "small" }, refused.reason),
    h("ul", { class: "other small" }, refused.alternatives.map((other) => h("li", null, other))));
}

/** @param {Draft} draft @param {Acts} acts */
function foot({ report, fault }, acts) {
  return h("footer", { class: "foot" },
    report?.platform && h("p", null, h("strong", null, words.card.audience), ": ", report.platform.audience),
    button(words.card.open, acts.open, { class: "link small" }),
    fault?.kind === "key" && button(words.card.options, acts.options, { class: "link small" }));
}
