// The companies that the author told us about, kept in this browser only.

import { find, h, words } from "./dom.js";
import { keep, recall } from "./store.js";

const MOST = 50;
const field = (id) => find(`#${id}`);
let employers = recall("employers", []).filter(valid);

function valid(employer) {
  return typeof employer?.name === "string" && employer.name !== "" && employer.relation in words.relations &&
    Array.isArray(employer.aliases) && Array.isArray(employer.handles);
}

export const list = () => employers;

const parts = (id) => field(id).value.split(",").map((part) => part.trim()).filter(Boolean);

function add() {
  const name = field("employer").value.trim();
  if (!name) {
    field("employer").focus();
    return false;
  }
  const added = { name, aliases: parts("aliases"), handles: parts("handles"), relation: field("relation").value };
  employers = [...employers.filter((other) => other.name.toLowerCase() !== name.toLowerCase()), added].slice(-MOST);
  for (const id of ["employer", "aliases", "handles"]) field(id).value = "";
  field("employer").focus();
  return true;
}

function draw(changed) {
  field("employer-count").textContent = employers.length ? `(${employers.length})` : "";
  field("employer-list").replaceChildren(...employers.map((employer) =>
    h("li", null,
      h("span", null, employer.name, " ", h("span", { class: "soft" }, words.relations[employer.relation])),
      h("button", { type: "button", "aria-label": `Remove ${employer.name}`, onclick: () => remove(employer, changed) }, "×"))));
}

function remove(employer, changed) {
  employers = employers.filter((other) => other !== employer);
  commit(changed);
  find("#employers summary").focus();
}

function commit(changed) {
  keep("employers", employers);
  draw(changed);
  changed();
}

/** Show the list and listen; `changed` is called after every change. */
export function listen(changed) {
  draw(changed);
  const addOne = () => { if (add()) commit(changed); };
  field("employer-add").addEventListener("click", addOne);
  field("employer-form").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    addOne();
  });
}
