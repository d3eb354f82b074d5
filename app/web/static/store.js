// What this browser remembers: settings, words to leave alone, and drafts that the author sleeps on.

const KEY = "unburnt.v1";
const listeners = [];
// Where the browser keeps nothing (private windows, no space left) the page still remembers.
let memory = null;

function read() {
  if (memory) return memory;
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

function write(kept) {
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
    memory = null;
  } catch {
    memory = kept;
  }
  tell();
  return memory === null;
}

const tell = () => listeners.forEach((listener) => listener());

window.addEventListener("storage", (event) => { if (event.key === KEY || event.key === null) tell(); });

/** Call `listener` after every change, also one made in another tab. */
export const onChange = (listener) => listeners.push(listener);

/** Return what is kept under a name, or `otherwise`. */
export function recall(name, otherwise) {
  const value = read()[name];
  return typeof value === typeof otherwise && Array.isArray(value) === Array.isArray(otherwise) ? value : otherwise;
}

/** Keep a value; returns whether it outlives this page. */
export const keep = (name, value) => write({ ...read(), [name]: value });

/** Forget everything; returns how to take that back. */
export function forgetAll() {
  const kept = read();
  write({});
  return () => write(kept);
}
