// A report as elements: verdict, notices, findings, sentences, spared words.

import { useKey } from "./api.js";
import { examples, find, h, hiddenOf, words } from "./dom.js";
import { short } from "./quiet.js";
import { mended, mending } from "./spans.js";

/** Return the verdict; `more` are what else the author can do about it. */
export function verdictCard(report, more) {
  const supported = judged(report);
  const word = supported ? report.verdict : "none";
  const percent = `${Math.round(report.risk * 100)}%`;
  return h("section", { class: "card verdict", "data-verdict": word },
    h("span", { class: "glyph", "aria-hidden": "true" }, words.glyphs[word] ?? "…"),
    h("div", null,
      h("h2", null, headline(report)),
      h("p", null, report.summary),
      report.second_reading && h("p", { class: "soft second" }, secondOpinion(report.second_reading)),
      supported && h("p", { class: "risk" }, h("label", { for: "risk" }, "Risk"),
        h("meter", { id: "risk", min: "0", max: "1", value: String(report.risk) }),
        h("span", null, percent)),
      supported && word !== "clear" && h("p", { class: "soft" }, "It is your post, and your decision.")),
    more.length > 0 && h("div", { class: "row more" }, more));
}

const secondOpinion = (read) => `A second reader, ${read.model}, would say “${words.headings[read.verdict]}”: ${read.why}`;

/** Whether there is a verdict to show: in another language only a rant that shows anyway. */
const judged = (report) => report.language.supported || report.verdict === "warn";

/** Return the notices beside which nothing else may be said: somebody needs support, not advice. */
export const alone = (report) => report.notices.filter((notice) => words.alone.includes(notice.id));

export function support(report) {
  return alone(report).map((notice) => h("section", { class: "card support" }, h("h2", null, notice.title), h("p", null, notice.text)));
}

export function headline(report) {
  const [notice] = alone(report);
  if (notice) return notice.title;
  return judged(report) ? words.headings[report.verdict] : words.no_verdict;
}

export function notices(report) {
  return report.notices.map((notice) =>
    h("section", { class: "card notice" }, h("h3", null, notice.title), h("p", null, notice.text)));
}

/** Show a bar a sentence, as wide as it is long; each one selects its sentence, arrows walk. */
export function strip(report, select) {
  const box = find("#strip");
  const sentences = report && judged(report) && !alone(report).length ? report.sentences : [];
  box.replaceChildren(...(sentences.length < 2 ? [] : sentences).map((sentence, number) => {
    const label = `Sentence ${number + 1} of ${sentences.length}: ${words.headings[sentence.verdict]}`;
    const bar = h("button", { type: "button", class: sentence.verdict, "aria-label": label, title: label, tabindex: number ? "-1" : "0",
      onclick: () => select(sentence.start, sentence.end) });
    bar.style.flexGrow = String(sentence.end - sentence.start);
    return bar;
  }));
  box.onkeydown = walk;
}

/** One stop for the tabulator, however many sentences there are. */
function walk(event) {
  const bars = [...event.currentTarget.children];
  const at = bars.indexOf(document.activeElement);
  const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: bars.length - 1 }[event.key];
  if (!bars[to]) return;
  event.preventDefault();
  bars.forEach((bar, number) => bar.setAttribute("tabindex", number === to ? "0" : "-1"));
  bars[to].focus();
}

/** Say the verdict beside the draft too: on a phone the rest is below. */
export function glance(report, otherwise) {
  const line = find("#glance");
  line.textContent = report ? headline(report) : otherwise;
  line.dataset.verdict = report && judged(report) && !alone(report).length ? report.verdict : "none";
}

/** Show the findings on `text`. `edits` are those of the rewrite that the author takes; `on`: {select(start, end), mend(edits), ignore(finding), unignore(ignored), quiet(finding), disable(finding)} */
export function findings(text, report, edits, ignored, on) {
  if (!report.findings.length && !ignored.length) return null;
  const told = new Set();
  return h("section", { class: "card", "aria-labelledby": "findings-title" },
    h("h2", { id: "findings-title", tabindex: "-1" }, report.findings.length ? "What stands out" : "Nothing else stands out"),
    h("ol", { class: "findings" }, report.findings.map((finding, number) =>
      item(finding, number, fix(text, finding, report.sentences, edits, told), on))),
    ignored.length > 0 && h("details", { class: "kept" },
      h("summary", null, `Kept by you (${ignored.length})`),
      h("ul", null, ignored.map((kept) => h("li", null, h("q", null, kept.text),
        h("button", { type: "button", class: "small", onclick: () => on.unignore(kept) }, "Look again", hiddenOf(kept.text)))))));
}

/** Return {edits, shown}: what mends a finding, and how its sentence then reads, said once a sentence. */
function fix(text, finding, sentences, edits, told) {
  const own = mending(finding, sentences, edits);
  if (!own.length) return null;
  const key = own.map((edit) => edit.start).join();
  const reads = mended(text, finding, sentences, own);
  const shown = told.has(key) ? null : h("p", { class: "instead" }, reads ? ["Instead: ", h("q", null, reads)] : "Instead: leave this out.");
  told.add(key);
  return { edits: own, shown };
}

function item(finding, number, mend, on) {
  const button = (name, act, properties) => h("button", { type: "button", class: "small", ...properties, onclick: act }, name, hiddenOf(finding.text));
  const further = h("p", { class: "row", hidden: true },
    short(finding) && button("Never mind these words", () => on.quiet(finding)),
    button("Switch this rule off", () => on.disable(finding)));
  const unfold = (event) => {
    further.hidden = !further.hidden;
    event.currentTarget.setAttribute("aria-expanded", String(!further.hidden));
  };
  return h("li", { class: `finding ${finding.severity}`, "data-number": String(number) },
    h("p", { class: "kind" }, words.kinds[finding.kind], " ", h("span", { class: "soft" }, `· ${words.severities[finding.severity]}`)),
    h("blockquote", null, finding.text),
    h("p", null, finding.why),
    h("p", { class: "soft" }, finding.advice),
    mend?.shown,
    h("p", { class: "row" },
      mend && button("Change it", () => on.mend(mend.edits), { class: "small change" }),
      button("Show me", () => on.select(finding.start, finding.end)),
      button("Keep it", () => on.ignore(finding)),
      button("More", unfold, { "aria-expanded": "false" })),
    further);
}

export function spared(report) {
  if (!report.spared.length) return null;
  return h("details", { class: "card spare" },
    h("summary", null, `Harsh words that did not count (${report.spared.length})`),
    h("ul", { class: "spared" }, report.spared.map((words_) => h("li", null, h("q", null, words_.text), " ", words_.why))));
}

export function empty(choose) {
  return h("section", { class: "card hint" },
    h("h2", null, "How would this read a year from now?"),
    h("p", null, "Write or paste a draft, and I show which words could burn a bridge with a company or its people, why, and what you could say instead. You decide; I never block a post and never report anybody."),
    h("p", { class: "soft" }, "Nothing at hand? Try one of these:"),
    h("div", { class: "tries" }, examples.map(([name, text]) => h("button", { type: "button", onclick: () => choose(text) }, name))));
}

export const FAULTS = { offline: "I cannot be reached", busy: "One moment, please", broken: "That did not work", refused: "That did not work", key: "This service asks for a key" };

export function fault(trouble, again) {
  if (trouble.kind === "key") return keyForm(again);
  return h("section", { class: "card fault" },
    h("h2", null, FAULTS[trouble.kind]),
    h("p", null, trouble.kind === "offline" ? "The service does not answer. I keep trying, and you can go on writing." : trouble.message),
    h("p", { class: "soft" }, "Your draft is safe: it is still in front of you."),
    trouble.kind !== "refused" && h("button", { type: "button", onclick: again }, "Try again"));
}

function keyForm(again) {
  const field = h("input", { id: "key", type: "password", autocomplete: "off" });
  const send = (event) => {
    event.preventDefault();
    useKey(field.value.trim());
    again();
  };
  return h("form", { class: "card fault", onsubmit: send },
    h("h2", null, FAULTS.key),
    h("p", null, h("label", { for: "key" }, "Your key, kept in this tab only")), field,
    h("p", null, h("button", { class: "primary" }, "Go on")));
}

export function loading() {
  return h("section", { class: "card hint", "aria-busy": "true" }, h("h2", null, "Reading …"),
    h("div", { class: "bones", "aria-hidden": "true" }, h("i"), h("i"), h("i")),
    h("p", { class: "soft" }, "This takes a moment the first time."));
}
