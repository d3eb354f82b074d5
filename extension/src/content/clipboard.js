// Puts text into the clipboard, also where a page is not allowed to.

/** @param {string} text @returns {Promise<boolean>} whether it is there now */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

/** @param {string} text */
function copyOldWay(text) {
  let done = false;
  /** @param {ClipboardEvent} event */
  const fill = (event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
    done = true;
  };
  window.addEventListener("copy", fill, { capture: true, once: true });
  document.execCommand("copy");
  window.removeEventListener("copy", fill, { capture: true });
  return done;
}
