// Pure functions on texts and spans; every position is in UTF-16 units, as the server was asked for.

const RANK = { low: 0, medium: 1, high: 2 };

/** Cut `text` at every border of a finding; where findings overlap, the gravest shows. */
export function mark(text, findings) {
  const cuts = new Set([0, text.length]);
  for (const { start, end } of findings) cuts.add(start).add(end);
  const borders = [...cuts].sort((a, b) => a - b);
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

function gravest(findings, position) {
  let best = null;
  findings.forEach((finding, number) => {
    if (finding.start > position || finding.end <= position) return;
    if (best === null || RANK[finding.severity] > RANK[findings[best].severity]) best = number;
  });
  return best;
}

/** Move spans along with an edit that made `after` of `before`; spans that it touched are dropped. */
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

/** Return `text` with the edits made; edits are ordered and do not overlap. */
export function apply(text, edits) {
  let result = "";
  let done = 0;
  for (const edit of edits) {
    result += text.slice(done, edit.start) + edit.replacement;
    done = edit.end;
  }
  return result + text.slice(done);
}

/** Return [kind, words] pairs, "keep", "del" or "ins", in reading order. */
export function changes(text, edits) {
  const shown = [];
  let done = 0;
  for (const edit of edits) {
    shown.push(["keep", text.slice(done, edit.start)], ["del", text.slice(edit.start, edit.end)], ["ins", edit.replacement]);
    done = edit.end;
  }
  shown.push(["keep", text.slice(done)]);
  return shown.filter(([, part]) => part);
}
