// What this browser remembers: companies and two choices. Never a draft, nor words of one.

const KEY = "unburnt.v1";

function read() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

/** Return what is kept under a name, or `otherwise`. */
export function recall(name, otherwise) {
  const value = read()[name];
  return typeof value === typeof otherwise && Array.isArray(value) === Array.isArray(otherwise) ? value : otherwise;
}

/** Keep a value; a browser that keeps nothing (private windows) is fine too. */
export function keep(name, value) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...read(), [name]: value }));
  } catch {
    // The page works without a memory.
  }
}
