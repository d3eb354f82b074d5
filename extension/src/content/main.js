// Starts everything in one frame, and leaves without a trace when the author switches the site off.

import { alive, composerOf, focused } from "./composers.js";
import { Draft } from "./check.js";
import { Layer } from "./layer.js";
import { listen } from "./press.js";
import { Stage } from "./stage.js";
import { stateOf } from "./state.js";
import { Talk } from "./talk.js";
import { watch } from "./watch.js";

/** @typedef {import("./composers.js").Composer} Composer */
/** @typedef {import("../types.js").Greeting} Greeting */

const RUNNING = Symbol.for("unburnt");
/** Milliseconds after a post at which a composer may be empty. */
const SOON = [0, 100, 300];

/** Everything in this frame. */
class Frame {
  /** @param {Greeting} greeting */
  constructor(greeting) {
    this.greeting = greeting;
    this.left = new AbortController();
    /** @type {Map<Composer, {draft: Draft, unwatch: () => void}>} */
    this.drafts = new Map();
    this.layer = new Layer({ key: (event) => this.talk.key(event), outside: (event) => this.outside(event) });
    this.talk = new Talk(this.layer, { send: (message) => this.send(message), posted: (draft) => this.posted(draft) });
    this.stage = new Stage(this.layer, { gone: () => this.gone(), placed: (box, rtl) => this.talk.placed(box, rtl) });
    this.listen();
    this.enter(focused());
  }

  listen() {
    const { signal } = this.left;
    const capture = { capture: true, signal };
    window.addEventListener("focusin", (event) => this.enter(event.composedPath()[0]), capture);
    window.addEventListener("pointermove", ({ clientX, clientY, target }) => this.point(clientX, clientY, target), { ...capture, passive: true });
    window.addEventListener("keydown", (event) => this.escape(event), capture);
    listen({
      drafts: () => [...this.drafts.values()].map(({ draft }) => draft),
      words: () => this.greeting.post,
      hold: (draft, pressed) => this.hold(draft, pressed),
      posted: (draft) => this.posted(draft),
    }, signal);
    chrome.runtime.onMessage.addListener(this.heard);
  }

  /** @param {{type: string}} message @returns {undefined} nothing to answer */
  heard = ({ type }) => {
    if (type === "again") this.again();
    if (type === "show" && document.hasFocus() && document.activeElement?.localName !== "iframe") this.talk.showCard(true);
  };

  /** Ask the service worker. An extension that was switched off or renewed leaves its old scripts behind: they go. @param {object} message @returns {Promise<any>} */
  async send(message) {
    try {
      return await chrome.runtime.sendMessage(message);
    } catch {
      if (!chrome.runtime?.id) this.leave();
      return null;
    }
  }

  /** The focus went somewhere: if that is a composer, it is the current one. @param {EventTarget | null | undefined} target */
  enter(target) {
    const composer = composerOf(target);
    if (!composer) return;
    this.tidy();
    const known = this.drafts.get(composer);
    const draft = known?.draft ?? this.begin(composer);
    if (draft !== this.talk.draft) this.take(draft);
    if (!draft.fresh) draft.changed(false);
  }

  /** @param {Composer} composer */
  begin(composer) {
    const draft = new Draft(composer, (asked) => this.send({ type: "check", ...asked }), () => this.show(draft));
    this.drafts.set(composer, { draft, unwatch: watch(composer, (composing) => draft.changed(composing)) });
    return draft;
  }

  /** @param {Draft | null} draft */
  take(draft) {
    this.talk.take(draft);
    this.stage.take(draft);
  }

  /** @param {Draft} draft */
  show(draft) {
    if (draft !== this.talk.draft) return;
    this.stage.later();
    if (!draft.text.trim()) this.talk.close(false);
    this.talk.refresh();
  }

  /** The current composer left: its page may have put another in its place, focus and all. */
  gone() {
    this.tidy();
    this.enter(focused());
  }

  /** Let go of composers that left the document. */
  tidy() {
    for (const [composer, { draft, unwatch }] of this.drafts) {
      if (alive(composer)) continue;
      draft.stop();
      unwatch();
      this.drafts.delete(composer);
      if (draft === this.talk.draft) this.take(null);
    }
  }

  /** Whether a press of Post is held: once a draft, on a warning about exactly these words. @param {Draft} draft @param {import("./press.js").Pressed} pressed */
  hold(draft, pressed) {
    if (!this.greeting.nudge || draft.nudged || this.talk.open === "nudge") return false;
    draft.reread();
    if (!draft.fresh || stateOf(draft) !== "warn") return false;
    this.take(draft);
    this.talk.hold(draft, pressed);
    return true;
  }

  /** A post went out: pages empty their composers then, often without an event. @param {Draft} draft */
  posted(draft) {
    for (const time of SOON) setTimeout(() => this.drafts.has(draft.composer) && draft.changed(false), time);
  }

  /** @param {number} x @param {number} y @param {EventTarget | null} target */
  point(x, y, target) {
    if (target !== this.layer.host) this.stage.point(x, y);
  }

  /** A press outside of our layer closes what is open; in the composer one may go on writing beside the card. @param {Event} event */
  outside(event) {
    const { draft, open } = this.talk;
    const at = /** @type {Node} */ (event.composedPath()[0]);
    if (open && (open === "nudge" || !draft?.composer.contains(at))) this.talk.close(false);
    const { pointerType, clientX, clientY } = /** @type {PointerEvent} */ (event);
    if (pointerType === "touch") this.stage.point(clientX, clientY);
  }

  /** The first Escape is for what we show, the next for the page. @param {KeyboardEvent} event */
  escape(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    const had = this.stage.dismiss();
    if (!had && !this.talk.open) return;
    this.talk.close(true);
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  /** Settings changed. */
  async again() {
    const greeting = await this.send({ type: "hello" });
    if (!greeting?.on) return this.leave();
    this.greeting = greeting;
    this.talk.forgetAddress();
    this.talk.draft?.check();
    return undefined;
  }

  leave() {
    this.left.abort();
    chrome.runtime?.onMessage?.removeListener(this.heard);
    for (const { draft, unwatch } of this.drafts.values()) {
      draft.stop();
      unwatch();
    }
    this.drafts.clear();
    this.take(null);
    this.layer.leave();
    Reflect.deleteProperty(globalThis, RUNNING);
  }
}

async function start() {
  if (Reflect.has(globalThis, RUNNING)) return;
  Reflect.set(globalThis, RUNNING, true);
  const greeting = await chrome.runtime.sendMessage({ type: "hello" }).catch(() => null);
  if (greeting?.on) new Frame(greeting);
  else Reflect.deleteProperty(globalThis, RUNNING);
}

start();
