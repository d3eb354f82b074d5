// Lexical in a dialog made of divs that pulls the focus back whenever it leaves.
import { post } from "./common.js";
import { lexical } from "./lexical-editor.js";

const modal = document.querySelector("#modal");
const editor = document.querySelector("#editor");
lexical(editor);
const close = () => { modal.hidden = true; };
const button = document.querySelector("#post");
button.addEventListener("click", () => post(close));
button.addEventListener("keydown", (event) => event.key === "Enter" && post(close));
document.querySelector("#start").addEventListener("click", () => {
  modal.hidden = false;
  editor.focus();
});
document.addEventListener("focusin", (event) => {
  if (!modal.hidden && !modal.contains(event.target)) editor.focus();
});
