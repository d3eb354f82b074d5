// Quill in a modal dialog, with a Post button that wakes up once there is something to post.
import Quill from "quill";
import quillStyle from "quill/dist/quill.core.css";
import { offer, post } from "./common.js";

document.head.append(Object.assign(document.createElement("style"), { textContent: quillStyle }));
const modal = document.querySelector("#modal");
const button = document.querySelector("#post");
const quill = new Quill("#editor", { placeholder: "What do you want to talk about?", modules: { history: { delay: 400, userOnly: true } } });
quill.root.setAttribute("role", "textbox");
quill.root.setAttribute("aria-label", "Text editor for creating content");
quill.root.setAttribute("aria-multiline", "true");

offer({
  text: () => quill.getText().replace(/\n$/, ""),
  put: (text) => {
    quill.setText(`${text}\n`, "user"); // the line break that ends every document of Quill
    quill.setSelection(text.length, 0);
    quill.history.cutoff();
  },
  undo: () => quill.history.undo(),
  clear: () => quill.setText("", "user"),
});
quill.on("text-change", () => {
  button.disabled = !quill.getText().trim();
});
button.addEventListener("click", () => post(() => modal.close()));
document.querySelector("#start").addEventListener("click", () => {
  modal.showModal();
  quill.focus();
});
document.querySelector("#close").addEventListener("click", () => modal.close());
