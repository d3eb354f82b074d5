// Elements from plain values; text is always text, never markup. Shared by the page and the extension.

/**
 * Return a new element; `on…` properties are listeners, `dataset` and attributes are set as they are.
 * @param {string} tag @param {Record<string, any> | null} [properties] @param {any[]} children @returns {any}
 */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && typeof value !== "string") Object.assign(element, { [name]: value });
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
