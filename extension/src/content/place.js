// Where things of our layer go on the screen.

/** @typedef {import("./geometry.js").Box} Box */

const GAP = 8;

/** @param {HTMLElement} element @param {number} left @param {number} top */
export function put(element, left, top) {
  const transform = `translate(${Math.round(left * 4) / 4}px, ${Math.round(top * 4) / 4}px)`;
  if (element.style.transform !== transform) element.style.transform = transform;
}

/** @param {number} value @param {number} least @param {number} most */
const within = (value, least, most) => Math.max(least, Math.min(value, most));

/** Put the mark into the lower corner at the end of the lines. @param {HTMLElement} mark @param {Box} box @param {boolean} rtl */
export function putMark(mark, { left, top, right, bottom }, rtl) {
  const size = 22;
  const edge = 6;
  const across = rtl ? left + edge : right - size - edge;
  // In a single line there is no corner, only a middle.
  const down = bottom - top < size * 2 ? (top + bottom - size) / 2 : bottom - size - edge;
  put(mark, across, down);
}

/** Put a panel beside a box: below it, above it, at its side, or where it hides least. @param {HTMLElement} panel @param {Box} box @param {boolean} rtl */
export function putBeside(panel, { left, top, right, bottom }, rtl) {
  const { offsetWidth: width, offsetHeight: height } = panel;
  const across = within(rtl ? left : right - width, GAP, Math.max(GAP, innerWidth - width - GAP));
  const along = within(top, GAP, Math.max(GAP, innerHeight - height - GAP));
  const fits = { below: bottom + height + GAP * 2 <= innerHeight, above: top - height - GAP * 2 >= 0, right: right + width + GAP * 2 <= innerWidth, left: left - width - GAP * 2 >= 0 };
  if (fits.below) put(panel, across, bottom + GAP);
  else if (fits.above) put(panel, across, top - height - GAP);
  else if (fits.right) put(panel, right + GAP, along);
  else if (fits.left) put(panel, left - width - GAP, along);
  else put(panel, across, Math.max(GAP, innerHeight - height - GAP));
}

/** Put a hint below a line of words, or above it at the end of the window. @param {HTMLElement} tip @param {Box} line */
export function putTip(tip, { left, top, bottom }) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const down = bottom + GAP + height <= innerHeight ? bottom + GAP - 2 : top - height - GAP;
  put(tip, within(left, GAP, Math.max(GAP, innerWidth - width - GAP)), Math.max(GAP, down));
}
