// Words and rules that the author wants left alone, from now on and in this browser only.

import { find, h, toast, words } from "./dom.js";
import { forgetAll, keep, onChange, recall } from "./store.js";

const MOST = 200;
const LONGEST = 300;
const text = (value) => typeof value === "string" && value !== "";

/** Return [{rule, text}], as the server takes them. */
export const ignored = () => recall("ignored", []).filter((kept) => text(kept?.rule) && text(kept?.text)).map(({ rule, text: said }) => ({ rule, text: said }));

const rules = () => recall("disabled", []).filter((off) => text(off?.rule));

/** Return the ids of the rules that are switched off. */
export const disabled = () => rules().map((off) => off.rule);

/** Whether a finding's words are few enough to be remembered. */
export const short = (finding) => finding.text.length <= LONGEST;

export function ignore({ rule, text: said }) {
  keep("ignored", [...ignored().filter((kept) => kept.rule !== rule || kept.text !== said), { rule, text: said }].slice(-MOST));
}

export function disable({ rule, kind }) {
  keep("disabled", [...rules().filter((off) => off.rule !== rule), { rule, kind }].slice(-MOST));
}

function line(label, name, drop) {
  const remove = () => {
    drop();
    find("#quiet summary").focus();
  };
  return h("li", null, h("span", null, label), h("button", { type: "button", class: "small", "aria-label": `Look again: ${name}`, onclick: remove }, "Look again"));
}

function draw() {
  const [kept, off] = [ignored(), rules()];
  const many = kept.length + off.length;
  find("#quiet-count").textContent = many ? `(${many})` : "";
  find("#quiet-none").hidden = many > 0;
  find("#quiet-list").replaceChildren(
    ...kept.map((each) => line(h("q", null, each.text), each.text,
      () => keep("ignored", ignored().filter((other) => other.rule !== each.rule || other.text !== each.text)))),
    ...off.map((each) => line(["Rule: ", words.kinds[each.kind] ?? "", " ", h("span", { class: "soft" }, each.rule)], `rule ${each.rule}`,
      () => keep("disabled", rules().filter((other) => other.rule !== each.rule)))));
}

/** Show the list and listen. */
export function listen() {
  draw();
  onChange(draw);
  find("#forget").addEventListener("click", () => toast("All forgotten.", ["Undo", forgetAll()]));
}
