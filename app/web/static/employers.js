// The companies that the author told us about, kept in this browser only.

import { find, h, words } from "./dom.js";
import { keep, onChange, recall } from "./store.js";

const MOST = 50;
const field = (id) => find(`#${id}`);

function valid(employer) {
  return typeof employer?.name === "string" && employer.name !== "" && employer.relation in words.relations &&
    Array.isArray(employer.aliases) && Array.isArray(employer.handles);
}

export const list = () => recall("employers", []).filter(valid);

const parts = (id) => field(id).value.split(",").map((part) => part.trim()).filter(Boolean);

function add() {
  const name = field("employer").value.trim();
  field("employer").focus();
  if (!name) return;
  const added = { name, aliases: parts("aliases"), handles: parts("handles"), relation: field("relation").value };
  for (const id of ["employer", "aliases", "handles"]) field(id).value = "";
  keep("employers", [...list().filter((other) => other.name.toLowerCase() !== name.toLowerCase()), added].slice(-MOST));
}

function draw() {
  const employers = list();
  field("employer-count").textContent = employers.length ? `(${employers.length})` : "";
  field("employer-list").replaceChildren(...employers.map((employer) =>
    h("li", null,
      h("span", null, employer.name, " ", h("span", { class: "soft" }, words.relations[employer.relation])),
      h("button", { type: "button", "aria-label": `Remove ${employer.name}`, onclick: () => remove(employer) }, "×"))));
}

function remove(employer) {
  keep("employers", list().filter((other) => other.name !== employer.name));
  find("#employers summary").focus();
}

/** Show the list and listen. */
export function listen() {
  draw();
  onChange(draw);
  field("employer-add").addEventListener("click", add);
  field("employer-form").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
    event.preventDefault();
    add();
  });
}
