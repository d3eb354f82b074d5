// A report as elements: verdict, notices, findings, sentences, spared words.

import { useKey } from "./api.js";
import { examples, find, h, words } from "./dom.js";

export function verdictCard(report) {
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
      supported && word !== "clear" && h("p", { class: "soft" }, "It is your post, and your decision.")));
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

/** Show a bar a sentence, as wide as it is long; each one selects its sentence. */
export function strip(report, select) {
  const box = find("#strip");
  const sentences = report && judged(report) && !alone(report).length ? report.sentences : [];
  box.hidden = sentences.length < 2;
  box.replaceChildren(...sentences.map((sentence, number) => {
    const label = `Sentence ${number + 1} of ${sentences.length}: ${words.headings[sentence.verdict]}`;
    const bar = h("button", { type: "button", class: sentence.verdict, "aria-label": label, title: label,
      onclick: () => select(sentence.start, sentence.end) });
    bar.style.flexGrow = String(sentence.end - sentence.start);
    return bar;
  }));
}

/** Say the verdict beside the draft too: on a phone the rest is below. */
export function glance(report) {
  const line = find("#glance");
  line.hidden = !report;
  line.textContent = report ? headline(report) : "";
  line.dataset.verdict = report && judged(report) && !alone(report).length ? report.verdict : "none";
}

/** `on`: {select(start, end), ignore(finding), unignore(ignored)} */
export function findings(report, ignored, on) {
  if (!report.findings.length && !ignored.length) return null;
  return h("section", { class: "card", "aria-labelledby": "findings-title" },
    h("h2", { id: "findings-title", tabindex: "-1" }, report.findings.length ? "What stands out" : "Nothing else stands out"),
    h("ol", { class: "findings" }, report.findings.map((finding, number) => item(finding, number, on))),
    ignored.length > 0 && h("details", { class: "kept" },
      h("summary", null, `Kept by you (${ignored.length})`),
      h("ul", null, ignored.map((kept) => h("li", null, h("q", null, kept.text),
        h("button", { type: "button", class: "small", onclick: () => on.unignore(kept) }, "Look again"))))));
}

function item(finding, number, on) {
  return h("li", { class: `finding ${finding.severity}`, "data-number": String(number) },
    h("p", { class: "kind" }, words.kinds[finding.kind], " ", h("span", { class: "soft" }, `· ${words.severities[finding.severity]}`)),
    h("blockquote", null, finding.text),
    h("p", null, finding.why),
    h("p", { class: "soft" }, finding.advice),
    h("p", { class: "row" },
      h("button", { type: "button", class: "small", onclick: () => on.select(finding.start, finding.end) }, "Show me", hiddenOf(finding)),
      h("button", { type: "button", class: "small", onclick: () => on.ignore(finding) }, "Keep it", hiddenOf(finding))));
}

const hiddenOf = (finding) => h("span", { class: "hidden" }, `: ${finding.text}`);

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

export function fault(trouble, again) {
  if (trouble.kind === "key") return keyForm(again);
  const titles = { offline: "I cannot be reached", busy: "One moment, please", refused: "That did not work" };
  return h("section", { class: "card fault" },
    h("h2", null, titles[trouble.kind]),
    h("p", null, trouble.message),
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
    h("h2", null, "This service asks for a key"),
    h("p", null, h("label", { for: "key" }, "Your key, kept in this tab only")), field,
    h("p", null, h("button", { class: "primary" }, "Go on")));
}

export function loading() {
  return h("section", { class: "card hint" }, h("h2", null, "Reading …"), h("p", { class: "soft" }, "This takes a moment the first time."));
}
