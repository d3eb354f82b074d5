// What every fixture page offers to the tests, and what the sites that it imitates have in common.

/**
 * Offer the editor to the tests as `window.fixture`: `text()` is the editor's own model, `put(text)` fills it by the
 * editor's own means, `undo()` is its own undo, `posted` is what the page sent off.
 */
export function offer({ text, put, undo, clear }) {
  window.fixture = { text, put, undo, clear, posted: [] };
}

/** Post what the editor holds, as the page's own button does; nothing where there is nothing. */
export function post(after = () => {}) {
  const said = window.fixture.text();
  if (!said.trim()) return;
  window.fixture.posted.push(said);
  window.fixture.clear();
  after();
}

/** The lines of a text as an editor keeps them, one paragraph each. */
export const lines = (text) => text.split("\n");
