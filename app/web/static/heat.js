// How hot a text is, in words and as a bar; before and after a change.

import { h, words } from "./dom.js";

const word = (heat) => words.heats.find(([least]) => heat >= least)[1];
const percent = (risk) => `${Math.round(risk * 100)}%`;

function line(name, report) {
  return h("p", { class: "heat", "data-verdict": report.verdict }, h("span", null, name),
    h("meter", { min: "0", max: "1", value: String(report.heat), "aria-label": `Heat: ${name}` }),
    h("span", { class: "soft" }, `${word(report.heat)}, risk ${percent(report.risk)}`));
}

/** Return what became of the heat in words, and a bar for each of the two texts. */
export function beforeAfter(before, after) {
  const [was, now] = [word(before.heat), word(after.heat)];
  return [
    h("p", { class: "turn" }, was === now ? `Still ${now}.` : `From ${was} to ${now}.`),
    line("Your draft", before),
    line("This version", after),
  ];
}
