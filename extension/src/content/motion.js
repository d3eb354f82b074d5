// When a composer may have moved, grown or gone: everything that can shift a box on the screen, and no clock.

/** @typedef {import("./composers.js").Composer} Composer */

/**
 * Call `moved` whenever a composer may be somewhere else than it was.
 * @param {Composer} composer @param {() => void} moved @returns {() => void} how to stop
 */
export function follow(composer, moved) {
  const left = new AbortController();
  const { signal } = left;
  window.addEventListener("scroll", moved, { capture: true, passive: true, signal });
  for (const type of ["resize", "transitionend", "animationend", "toggle", "fullscreenchange"]) {
    window.addEventListener(type, moved, { capture: true, passive: true, signal });
  }
  window.visualViewport?.addEventListener("resize", moved, { signal });
  document.fonts.addEventListener("loadingdone", moved, { signal });
  const sizes = new ResizeObserver(moved);
  for (const element of [composer, document.documentElement, ...composer.children]) sizes.observe(element);
  const tree = new MutationObserver(moved);
  for (const root of rootsOf(composer)) tree.observe(root, { childList: true, subtree: true });
  const unpin = pin(composer, moved);
  return () => {
    left.abort();
    sizes.disconnect();
    tree.disconnect();
    unpin();
  };
}

/** Return the document and every shadow root that an element is in. @param {Node} element @returns {Node[]} */
function rootsOf(element) {
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? [root, ...rootsOf(root.host)] : [root];
}

/** Notice that a box moved: an observer whose frame is the box as it stood. @param {Element} element @param {() => void} moved @returns {() => void} */
function pin(element, moved) {
  /** @type {IntersectionObserver | undefined} */
  let observer;
  let again = 0;
  const set = () => {
    observer?.disconnect();
    const { top, left, right, bottom, width, height } = element.getBoundingClientRect();
    if (!width || !height) return;
    const sides = [top, innerWidth - right, innerHeight - bottom, left].map((side) => `${-Math.floor(side)}px`);
    let first = true;
    observer = new IntersectionObserver(([{ intersectionRatio }]) => {
      if (first) { first = false; return; }
      moved();
      clearTimeout(again);
      // Not at every step of a movement: the frame is set anew once it is over.
      again = window.setTimeout(set, intersectionRatio < 1 ? 100 : 300);
    }, { rootMargin: sides.join(" "), threshold: [0.5, 0.9, 0.99, 1] });
    observer.observe(element);
  };
  set();
  return () => { clearTimeout(again); observer?.disconnect(); };
}
