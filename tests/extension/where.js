// Where words of an editor and our underlines are on the screen, told by the browser itself.
(() => {
  const plain = ({ left, top, right, bottom }) => ({ left, top, right, bottom });
  const big = ({ width, height }) => width > 0.5 && height > 0.5;

  /** A copy of a textarea made of plain elements, in the same place, with the same words. */
  function copyOf(area) {
    const copy = document.createElement("div");
    const look = getComputedStyle(area);
    for (const name of look) copy.style.setProperty(name, look.getPropertyValue(name));
    const box = area.getBoundingClientRect();
    Object.assign(copy.style, {
      position: "fixed", left: `${box.left}px`, top: `${box.top}px`, width: `${box.width}px`, height: `${box.height}px`,
      margin: "0", visibility: "hidden", whiteSpace: "pre-wrap", overflow: "auto", minHeight: "0", maxHeight: "none",
    });
    copy.textContent = area.value;
    document.body.append(copy);
    copy.scrollTop = area.scrollTop;
    return copy;
  }

  function rangeOf(root, words) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let text = "";
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([text.length, node]);
      text += node.data;
    }
    const start = text.replaceAll("\u00a0", " ").indexOf(words);
    if (start < 0) throw new Error(`not there: ${words}`);
    const place = (position, end) => {
      const [from, node] = nodes.findLast(([first]) => (end ? first < position : first <= position));
      return [node, position - from];
    };
    const range = document.createRange();
    range.setStart(...place(start, false));
    range.setEnd(...place(start + words.length, true));
    return range;
  }

  /** The boxes of words, one for each line that they are in. */
  const boxes = (editor, words) => {
    const root = editor instanceof HTMLTextAreaElement ? copyOf(editor) : editor;
    const found = [];
    for (const box of [...rangeOf(root, words).getClientRects()].filter(big).map(plain)) {
      const last = found.at(-1);
      if (last && Math.abs(last.bottom - box.bottom) < 3) Object.assign(last, { right: Math.max(last.right, box.right), left: Math.min(last.left, box.left) });
      else found.push(box);
    }
    if (root !== editor) root.remove();
    return found;
  };

  /** The boxes of our underlines. */
  const underlines = (layer) => [...layer.shadowRoot.querySelectorAll(".under")]
    .filter((each) => each.checkVisibility({ visibilityProperty: true }))
    .map((each) => each.getBoundingClientRect()).filter(big).map(plain);

  window.where = { boxes, underlines };
})();
