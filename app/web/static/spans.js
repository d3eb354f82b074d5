// Pure functions on texts and spans; every position is in UTF-16 units, as the server was asked for.

/** @typedef {{start: number, end: number}} Span */
/** @typedef {Span & {text?: string, replacement: string}} Edit */

/** @type {Record<string, number>} */
const RANK = { low: 0, medium: 1, high: 2 };

/** Cut `text` at every border of a finding; where findings overlap, the gravest shows. @param {string} text @param {(Span & {severity: string})[]} findings */
export function mark(text, findings) {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of findings) cuts.add(start).add(end);
  const borders = [...cuts].sort((a, b) => a - b);
  /** @type {{text: string, finding: number | null}[]} */
  const pieces = [];
  for (let i = 1; i < borders.length; i += 1) {
    const [start, end] = [borders[i - 1], borders[i]];
    const number = gravest(findings, start);
    const last = pieces.at(-1);
    if (last && last.finding === number) last.text += text.slice(start, end);
    else pieces.push({ text: text.slice(start, end), finding: number });
  }
  return pieces;
}

/** @param {(Span & {severity: string})[]} findings @param {number} position @returns {number | null} */
function gravest(findings, position) {
  /** @type {number | null} */
  let best = null;
  findings.forEach((finding, number) => {
    if (finding.start > position || finding.end <= position) return;
    if (best === null || RANK[finding.severity] > RANK[findings[best].severity]) best = number;
  });
  return best;
}

/** Move spans along with an edit that made `after` of `before`; spans that it touched are dropped. @template {Span} S @param {S[]} spans @param {string} before @param {string} after @returns {S[]} */
export function shift(spans, before, after) {
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const moved = after.length - before.length;
  return spans.flatMap((span) => {
    if (span.end <= head) return [span];
    if (span.start >= before.length - tail) return [{ ...span, start: span.start + moved, end: span.end + moved }];
    return [];
  });
}

/** Return `text` with the edits made; edits are ordered and do not overlap. @param {string} text @param {Edit[]} edits */
export function apply(text, edits) {
  let result = "";
  let done = 0;
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.replacement;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Return [kind, words] pairs, "keep", "del" or "ins", in reading order. @param {string} text @param {Edit[]} edits */
export function changes(text, edits) {
  /** @type {[string, string][]} */
  const shown = [];
  let done = 0;
  for (const edit of edits) {
    shown.push(["keep", text.slice(done, edit.start)], ["del", text.slice(edit.start, edit.end)], ["ins", edit.replacement]);
    done = edit.end;
  }
  shown.push(["keep", text.slice(done)]);
  return shown.filter(([, part]) => part);
}

/** @param {Span} edit @param {Span} span */
const meets = (edit, span) => (edit.start < span.end && edit.end > span.start) || (edit.start === edit.end && edit.start >= span.start && edit.start <= span.end);

/** Return the stretch of whole sentences that a span lies in. @param {Span} span @param {Span[]} sentences */
export function around(span, sentences) {
  const own = sentences.filter((sentence) => sentence.start < span.end && sentence.end > span.start);
  return { start: Math.min(span.start, ...own.map((s) => s.start)), end: Math.max(span.end, ...own.map((s) => s.end)) };
}

/** Return the stretch of whole sentences that has to be changed as one: an edit may reach into the next. @param {Span} span @param {Span[]} sentences @param {Edit[]} edits */
function reach(span, sentences, edits) {
  let whole = around(span, sentences);
  for (;;) {
    const own = edits.filter((edit) => meets(edit, whole) && edit.start < edit.end);
    const wider = around({
      start: Math.min(whole.start, ...own.map((edit) => edit.start)),
      end: Math.max(whole.end, ...own.map((edit) => edit.end)),
    }, sentences);
    if (wider.start === whole.start && wider.end === whole.end) return whole;
    whole = wider;
  }
}

/** Return the edits that mend a finding, with all others of its sentence, so that it reads well; [] if none does. @template {Edit} E @param {Span} finding @param {Span[]} sentences @param {E[]} edits */
export function mending(finding, sentences, edits) {
  if (!edits.some((edit) => meets(edit, finding))) return [];
  const whole = reach(finding, sentences, edits);
  const own = edits.filter((edit) => meets(edit, whole));
  return own.filter((edit) => edits.every((other) => !(moves(edit, other) || moves(other, edit)) || own.includes(other)));
}

/** Return what is left of the sentences around a span once the edits are made; "" if nothing. @param {string} text @param {Span} span @param {Span[]} sentences @param {Edit[]} edits */
export function mended(text, span, sentences, edits) {
  const { start, end } = reach(span, sentences, edits);
  const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  return apply(text.slice(start, end), moved).trim();
}

/** @param {string} text */
const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Whether one edit puts in what the other takes out elsewhere. @param {Edit} put @param {Edit} out */
const moves = (put, out) => put.start === put.end && plain(put.replacement) !== "" && out.start < out.end && !out.replacement.trim() && plain(out.text ?? "").includes(plain(put.replacement));

/** Gather edits, in order, into changes that stand alone: small repairs go with the edit of their sentence, new words for one reason go together there, and what is moved goes as one. @template {Edit & {why: string}} E @param {E[]} edits @param {Span[]} sentences @param {string} tidied */
export function bundles(edits, sentences, tidied) {
  /** @type {E[][]} */
  const groups = [];
  for (const edit of edits) {
    const last = groups.at(-1);
    const repairs = edit.why === tidied || last?.every((other) => other.why === tidied);
    const rewords = last?.some((other) => other.why === edit.why && (other.replacement.trim() || edit.replacement.trim()));
    if ((repairs || rewords) && last && together(last[last.length - 1], edit, sentences)) last.push(edit);
    else groups.push([edit]);
  }
  for (const put of edits) {
    const out = edits.find((edit) => moves(put, edit));
    const [into, from] = [put, out].map((edit) => groups.find((group) => edit && group.includes(edit)));
    if (!into || !from || into === from) continue;
    into.push(...from);
    groups.splice(groups.indexOf(from), 1);
  }
  return groups;
}

/** @param {Span} one @param {Span} other @param {Span[]} sentences */
function together(one, other, sentences) {
  // An insertion belongs to the words on both of its sides.
  const [a, b] = [one, other].map(({ start, end }) => around(start === end ? { start: start - 1, end: end + 1 } : { start, end }, sentences));
  return a.start < b.end && b.start < a.end;
}
