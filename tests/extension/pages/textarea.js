// A form as there are many: a textarea and a button that submits.
import { offer, post } from "./common.js";

const area = document.querySelector("#draft");
offer({
  text: () => area.value,
  put: (words) => {
    area.focus();
    area.select();
    document.execCommand("insertText", false, words);
  },
  undo: () => document.execCommand("undo"),
  clear: () => { area.value = ""; },
});
document.querySelector("#form").addEventListener("submit", (event) => {
  event.preventDefault();
  post();
});
