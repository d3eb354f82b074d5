// The conversation about a draft: card and nudge, and what becomes of each choice.

import { apply } from "../../../app/web/static/spans.js";
import words from "../../words.json";
import { cardOf, editsOf } from "./card.js";
import { copy } from "./clipboard.js";
import { nudgeOf } from "./nudge.js";
import { putBeside } from "./place.js";
import { headline, stateOf } from "./state.js";
import { write } from "./write.js";

/** @typedef {import("./check.js").Draft} Draft */
/** @typedef {import("./geometry.js").Box} Box */
/** @typedef {import("./layer.js").Layer} Layer */
/** @typedef {import("./press.js").Pressed} Pressed */
/** @typedef {(message: object) => Promise<any>} Send */

export class Talk {
  /** @param {Layer} layer @param {{send: Send, posted: (draft: Draft) => void}} on  `send`: to the service worker; `posted`: a held press was passed on */
  constructor(layer, { send, posted }) {
    this.layer = layer;
    this.send = send;
    this.posted = posted;
    /** @type {Draft | null} */
    this.draft = null;
    /** @type {"card" | "nudge" | null} */
    this.open = null;
    layer.mark.addEventListener("press", () => this.toggle());
  }

  #said = "";
  #address = "";
  /** @type {{box: Box, rtl: boolean} | null} */
  #place = null;
  #busy = false;

  /** @param {Draft | null} draft */
  take(draft) {
    if (draft !== this.draft) this.close(false);
    this.draft = draft;
  }

  /** Panels go beside this box from now on. @param {Box} box @param {boolean} rtl */
  placed(box, rtl) {
    this.#place = { box, rtl };
    if (this.open) putBeside(this.layer[this.open], box, rtl);
  }

  toggle() {
    if (this.open === "card") this.close(true);
    else this.showCard(false);
  }

  /** @param {boolean} focus  whether the focus goes into the card */
  async showCard(focus) {
    if (!this.draft?.text.trim() || this.open === "nudge") return;
    this.#address ||= await this.send({ type: "where" }) ?? "";
    this.#show("card");
    if (focus) this.layer.root.getElementById("title")?.focus();
  }

  /** The service may live elsewhere now. */
  forgetAddress() {
    this.#address = "";
  }

  /** @param {"card" | "nudge"} panel */
  #show(panel) {
    this.open = panel;
    this.layer.card.hidden = panel !== "card";
    this.layer.nudge.hidden = panel !== "nudge";
    this.layer.mark.setAttribute("aria-expanded", String(panel === "card"));
    if (panel === "card") this.refresh();
    else this.#settle();
  }

  #settle() {
    if (this.open && this.#place) putBeside(this.layer[this.open], this.#place.box, this.#place.rtl);
  }

  /** Take the panel away. @param {boolean} back  whether the focus goes back to the composer */
  close(back) {
    if (!this.open) return;
    const inside = this.layer.focused;
    this.open = null;
    this.#said = "";
    this.layer.card.hidden = true;
    this.layer.nudge.hidden = true;
    this.layer.mark.setAttribute("aria-expanded", "false");
    if (back && inside) this.draft?.composer.focus({ preventScroll: true });
  }

  /** Say the newest about the draft, where the card is open. */
  refresh() {
    const { draft, layer } = this;
    if (!draft) return;
    if (["clear", "caution", "warn", "care"].includes(stateOf(draft)) && draft.fresh) layer.say(headline(draft));
    if (this.open !== "card") return;
    const [scrolled, focused] = [layer.card.scrollTop, layer.root.activeElement];
    const name = focused instanceof HTMLElement ? focused.dataset.name ?? focused.id : "";
    layer.card.replaceChildren(...cardOf(draft, this.#said, this.#address, this.#acts(draft)));
    layer.card.scrollTop = scrolled;
    if (focused && focused !== layer.mark) this.#focusAgain(name);
    this.#settle();
  }

  /** @param {string} name */
  #focusAgain(name) {
    const { card, root } = this.layer;
    const same = [...card.querySelectorAll("[data-name]")].find((element) => element.dataset.name === name);
    (same ?? root.getElementById("title"))?.focus({ preventScroll: true });
  }

  /** @param {Draft} draft @returns {import("./card.js").Acts} */
  #acts(draft) {
    return {
      close: () => this.close(true),
      use: (edits) => this.use(draft, edits),
      copy: async (text) => this.#say(await copy(text) ? words.said.copied : words.said.not_copied),
      keep: ({ rule, text }) => this.#ignore(draft, [...draft.ignored, { rule, text }]),
      unkeep: (kept) => this.#ignore(draft, draft.ignored.filter((other) => other !== kept)),
      open: () => this.send({ type: "open" }),
      options: () => this.send({ type: "options" }),
    };
  }

  /** @param {Draft} draft @param {Draft["ignored"]} ignored */
  #ignore(draft, ignored) {
    draft.ignored = ignored;
    draft.check();
  }

  /** @param {string} said */
  #say(said) {
    this.#said = said;
    this.refresh();
    // The message stands at the top of the card.
    this.layer.card.scrollTop = 0;
    this.layer.say(said);
  }

  /** Put edits of the newest answer into the composer. @param {Draft} draft @param {import("../types.js").Edit[]} edits */
  async use(draft, edits) {
    if (this.#busy) return;
    this.#busy = true;
    const before = draft.answered;
    const outcome = await write(draft.composer, edits, before).finally(() => { this.#busy = false; });
    if (outcome === "damaged") copy(apply(before, edits));
    this.#said = words.said[outcome];
    if (outcome !== "done" && this.draft === draft) this.#show("card");
    this.#say(words.said[outcome]);
    await draft.check();
  }

  /** Hold a press and ask once. @param {Draft} draft @param {Pressed} pressed */
  hold(draft, pressed) {
    const { layer } = this;
    draft.nudged = true;
    layer.nudge.replaceChildren(...nudgeOf(draft, {
      edit: () => this.close(true),
      use: () => { this.close(true); this.use(draft, editsOf(/** @type {import("../types.js").Report} */ (draft.report))); },
      note: () => this.#note(draft),
      post: () => this.#post(draft, pressed),
    }));
    layer.attach(draft.composer);
    this.#show("nudge");
    layer.nudge.querySelector("button")?.focus({ preventScroll: true });
  }

  /** @param {Draft} draft */
  async #note(draft) {
    const { text } = draft;
    this.close(true);
    const copied = await copy(text);
    await this.send({ type: "keep", text });
    this.#said = copied ? words.said.noted : words.said.noted_only;
    this.#show("card");
    this.layer.say(this.#said);
  }

  /** @param {Draft} draft @param {Pressed} pressed */
  #post(draft, pressed) {
    this.close(true);
    if (pressed.again()) {
      this.posted(draft);
      return;
    }
    this.#said = words.said.press_again;
    this.#show("card");
  }

  /** Keys pressed in our layer. @param {KeyboardEvent} event */
  key(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.close(true);
    } else if (event.key === "Tab" && this.open) this.#walk(event);
  }

  /** Tab stays in the panel: behind it is a page in which the focus may be trapped elsewhere. @param {KeyboardEvent} event */
  #walk(event) {
    if (!this.open) return;
    const stops = /** @type {HTMLElement[]} */ ([...this.layer[this.open].querySelectorAll("button")]);
    const at = stops.indexOf(/** @type {HTMLElement} */ (this.layer.root.activeElement));
    event.preventDefault();
    const next = event.shiftKey ? (at <= 0 ? stops.length : at) - 1 : (at + 1) % stops.length;
    stops[next]?.focus();
  }
}
