// Stands between our layer and the page: what is done in our layer is not heard outside, and the composer
// does not learn that the focus went into it; many pages close a composer that loses the focus.

const OURS = [
  "pointerdown", "pointerup", "pointercancel", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu",
  "touchstart", "touchmove", "touchend", "wheel", "keydown", "keyup", "keypress", "input", "change", "beforeinput", "dragstart",
];
const FOCUS = ["focus", "blur", "focusin", "focusout"];

/**
 * Keep the page out of what happens in our layer. A button in it hears "press" in place of "click".
 * @param {HTMLElement} host @param {ShadowRoot} root
 * @param {{key: (event: KeyboardEvent) => void, outside: (event: Event) => void}} on  `outside`: a press on the page
 * @param {AbortSignal} signal
 */
export function stand(host, root, on, signal) {
  /** @param {Event} event */
  const heard = (event) => {
    if (event.target !== host) {
      if (event.type === "pointerdown") on.outside(event);
      return;
    }
    // Where a press came from assistive technology and we cannot tell what it meant, it goes on to the root below.
    if (event.type === "click" && !pressed(root, /** @type {MouseEvent} */ (event))) return;
    event.stopImmediatePropagation();
    if (event.type === "keydown") on.key(/** @type {KeyboardEvent} */ (event));
    // The focus stays where it is, in the composer.
    if (event.type === "mousedown") event.preventDefault();
  };
  /** What lost the focus to us without hearing of it, and so must not hear that it has it back. @type {EventTarget | null} */
  let unaware = null;
  /** @param {Event} event */
  const moved = (event) => {
    const { target, relatedTarget } = /** @type {FocusEvent} */ (event);
    if (target !== host && relatedTarget !== host) return;
    const away = event.type === "blur" || event.type === "focusout";
    if (target !== host && away) unaware = target;
    if (target === host || target === unaware) event.stopImmediatePropagation();
  };
  for (const type of OURS) window.addEventListener(type, heard, { capture: true, signal });
  for (const type of FOCUS) window.addEventListener(type, moved, { capture: true, signal });
  root.addEventListener("click", (event) => {
    event.stopPropagation();
    if (event.target instanceof Element) press(event.target);
  });
}

/** @param {ShadowRoot} root @param {MouseEvent} event */
function pressed(root, { clientX, clientY, detail }) {
  const at = detail > 0 ? root.elementFromPoint(clientX, clientY) : root.activeElement;
  return at !== null && press(at);
}

/** @param {Element} at */
function press(at) {
  const button = at.closest("button");
  if (button && !button.disabled) button.dispatchEvent(new Event("press"));
  return true;
}
