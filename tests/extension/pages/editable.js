// A region that is editable and nothing more: its DOM is its model.
import { offer, post } from "./common.js";

const editor = document.querySelector("#editor");

/** The lines as a reader sees them: a block is a line, and a <br> that ends a block only holds it open. */
function said() {
  let text = "";
  let begun = false;
  let border = false;
  const line = () => {
    if (border) text += "\n";
    border = false;
    begun = true;
  };
  const visit = (node) => {
    const block = /^(DIV|P)$/.test(node.nodeName);
    if (node.nodeType === Node.TEXT_NODE && node.data) {
      line();
      text += node.data;
    } else if (node.nodeName === "BR") {
      line();
      if (node.nextSibling && !/^(DIV|P)$/.test(node.nextSibling.nodeName)) text += "\n";
    } else {
      if (block) border = begun;
      node.childNodes.forEach(visit);
      if (block) border = begun;
    }
  };
  editor.childNodes.forEach(visit);
  return text.replaceAll("\u00a0", " ");
}

offer({
  text: said,
  put: (words) => {
    editor.focus();
    getSelection().selectAllChildren(editor);
    document.execCommand("insertText", false, words);
  },
  undo: () => document.execCommand("undo"),
  clear: () => editor.replaceChildren(),
});
document.querySelector("#post").addEventListener("click", () => post());
