// A single-page application: going somewhere changes the address and makes the view anew.
import { offer, post } from "./common.js";

const view = document.querySelector("#view");
let area = null;
offer({
  text: () => area?.value ?? "",
  put: (words) => {
    area.focus();
    area.select();
    document.execCommand("insertText", false, words);
  },
  undo: () => document.execCommand("undo"),
  clear: () => { if (area) area.value = ""; },
});

function show(where) {
  view.replaceChildren();
  area = null;
  if (where !== "write") {
    view.textContent = "Nothing here yet.";
    return;
  }
  view.innerHTML = '<div class="composer"><textarea aria-label="Your post" rows="5"></textarea><div class="bar"><button type="button" class="post" id="post">Post</button></div></div>';
  area = view.querySelector("textarea");
  view.querySelector("#post").addEventListener("click", () => post());
}

function go(where) {
  history.pushState({ where }, "", `#${where}`);
  show(where);
}

document.querySelector("#to-home").addEventListener("click", () => go("home"));
document.querySelector("#to-write").addEventListener("click", () => go("write"));
addEventListener("popstate", () => show(location.hash.slice(1)));
show(location.hash.slice(1));
