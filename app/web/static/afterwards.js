// After a no: the note and the letters, fetched when the author opens them.

import { asker } from "./api.js";
import { copy, h } from "./dom.js";

/** Return the fold; `request` is what the report was asked with. */
export function aftercare(request) {
  const box = h("div", { class: "body", "aria-live": "polite" });
  let asked = false;
  const load = async () => {
    if (asked) return;
    asked = true;
    box.replaceChildren(h("p", { class: "soft" }, "One moment …"));
    try {
      box.replaceChildren(...shown(await asker("/v1/afterwards").ask(request)));
    } catch (trouble) {
      asked = false;
      box.replaceChildren(h("p", null, trouble.message));
    }
  };
  return h("details", { class: "card after", ontoggle: (event) => event.target.open && load() },
    h("summary", null, "Afterwards: a note to yourself, a thank-you, an invitation"), box);
}

function shown(advice) {
  return [
    ...advice.notices.map((notice) => h("p", null, notice.text)),
    advice.note && letter("A note for you alone", advice.note),
    advice.thank_you && letter("A thank-you note", advice.thank_you.text),
    advice.invitation && letter("An invitation on LinkedIn", advice.invitation.text,
      `${advice.invitation.length} of ${advice.invitation.limit} characters`),
    advice.missing && h("p", { class: "soft" }, advice.missing),
    h("p", { class: "soft" }, "The facts are yours; change every word you like."),
  ].filter(Boolean);
}

function letter(title, text, remark) {
  return h("section", { class: "letter" }, h("h3", null, title), h("pre", null, text),
    h("p", { class: "row" }, h("button", { type: "button", onclick: () => copy(text), "aria-label": `Copy: ${title}` }, "Copy"), remark && h("span", { class: "soft" }, remark)));
}
