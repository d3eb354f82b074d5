// The marks under the words, and the reason that shows on hover, tap, or where the caret stands.

import { find, h, words } from "./dom.js";
import { mark, shift } from "./spans.js";

const draft = find("#draft");
const under = find("#under");
const editor = find("#editor");
const reason = find("#reason");
const GAP = 6;
let findings = [];
let text = "";
let shown = null;

/** Mark the findings in the draft; `then` is called with a finding's number, or null, as it shows. */
export function show(newText, newFindings) {
  text = newText;
  findings = newFindings.map((finding, number) => ({ ...finding, number }));
  paint();
}

/** Keep the marks at their words while somebody types; the next report puts them right. */
export function follow(newText) {
  findings = shift(findings, text, newText);
  text = newText;
  hide();
  paint();
}

function paint() {
  const pieces = mark(text, findings).map(({ text: words_, finding }) =>
    finding === null ? words_ : h("mark", { class: findings[finding].severity, "data-index": String(finding) }, words_));
  // A last line break opens a line only if something follows it.
  under.replaceChildren(...pieces, "\u200b");
}

export function hide() {
  if (shown === null) return;
  shown = null;
  reason.hidden = true;
  announceActive(null);
}

function announceActive(number) {
  for (const item of document.querySelectorAll(".finding")) {
    item.classList.toggle("active", number !== null && Number(item.dataset.number) === number);
  }
  for (const node of under.querySelectorAll("mark")) {
    node.classList.toggle("active", number !== null && findings[Number(node.dataset.index)]?.number === number);
  }
}

function reveal(index) {
  if (shown === index) return;
  hide();
  const finding = findings[index];
  const node = under.querySelector(`mark[data-index="${index}"]`);
  if (!finding || !node) return;
  shown = index;
  reason.replaceChildren(h("strong", null, words.kinds[finding.kind]), finding.why);
  reason.hidden = false;
  // Below the last line of the marked words, and never over the edge.
  const [line, around] = [[...node.getClientRects()].at(-1), editor.getBoundingClientRect()];
  const left = Math.min(line.left - around.left, around.width - reason.offsetWidth);
  reason.style.left = `${Math.max(0, left)}px`;
  reason.style.top = `${line.bottom - around.top + GAP}px`;
  announceActive(finding.number);
}

function indexAt(x, y) {
  const node = document.elementsFromPoint(x, y).find((element) => element.matches("#under mark"));
  return node ? Number(node.dataset.index) : null;
}

function indexAtCaret() {
  const at = draft.selectionStart;
  if (at !== draft.selectionEnd) return -1;
  return findings.findIndex((finding) => finding.start <= at && at < finding.end);
}

/** Listen; `say` gets the reason when the caret walks into marked words, for screen readers. */
export function listen(say) {
  editor.addEventListener("pointermove", (event) => {
    if (event.pointerType === "touch" || reason.contains(event.target)) return;
    const index = indexAt(event.clientX, event.clientY);
    if (index === null) hide();
    else reveal(index);
  });
  editor.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch") hide(); });
  draft.addEventListener("click", (event) => {
    const index = indexAt(event.clientX, event.clientY);
    if (index === null) hide();
    else reveal(index);
  });
  draft.addEventListener("keyup", (event) => {
    if (!/^(Arrow|Home|End|Page)/.test(event.key)) return undefined;
    const index = indexAtCaret();
    if (index < 0) return hide();
    if (index !== shown) say(`${words.kinds[findings[index].kind]}: ${findings[index].why}`);
    return reveal(index);
  });
  draft.addEventListener("blur", hide);
  reason.addEventListener("click", hide);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
}

/** Select a range of the draft and bring it into view. */
export function select(start, end) {
  draft.focus();
  draft.setSelectionRange(start, end);
  const index = findings.findIndex((finding) => finding.start === start && finding.end === end);
  const node = index < 0 ? null : under.querySelector(`mark[data-index="${index}"]`);
  node?.scrollIntoView({ block: "nearest" });
  if (node) reveal(index);
}
