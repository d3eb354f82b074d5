// ProseMirror with paragraphs, hard breaks, and marks on links as they are typed.
import { baseKeymap } from "prosemirror-commands";
import { closeHistory, history, redo, undo } from "prosemirror-history";
import { keymap } from "prosemirror-keymap";
import { Schema } from "prosemirror-model";
import { EditorState, Plugin, Selection } from "prosemirror-state";
import { Decoration, DecorationSet, EditorView } from "prosemirror-view";
import { lines, offer, post } from "./common.js";

const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { content: "inline*", parseDOM: [{ tag: "p" }], toDOM: () => ["p", 0] },
    text: { group: "inline" },
    br: { group: "inline", inline: true, selectable: false, leafText: () => "\n", parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
});

// Bluesky colours handles, hashtags and links as they are typed.
const TAGS = /[@#]\w+|https?:\S+/g;
const coloured = new Plugin({
  props: {
    decorations: (state) => {
      const found = [];
      state.doc.descendants((node, position) => {
        if (node.isText) {
          for (const match of node.text.matchAll(TAGS)) found.push(Decoration.inline(position + match.index, position + match.index + match[0].length, { style: "color: #0085ff" }));
        }
      });
      return DecorationSet.create(state.doc, found);
    },
  },
});
const breakLine = (state, dispatch) => {
  dispatch(state.tr.replaceSelectionWith(schema.node("br")).scrollIntoView());
  return true;
};
const fresh = () => EditorState.create({
  schema,
  plugins: [history(), keymap({ "Mod-z": undo, "Mod-y": redo, "Shift-Enter": breakLine, "Mod-Enter": () => (post(), true) }), keymap(baseKeymap), coloured],
});
const view = new EditorView(document.querySelector("#editor"), {
  state: fresh(),
  attributes: { role: "textbox", "aria-label": "Rich-Text Editor", "aria-multiline": "true", style: "white-space: pre-wrap" },
});

offer({
  text: () => {
    const said = [];
    view.state.doc.forEach((node) => said.push(node.textBetween(0, node.content.size, "\n", (leaf) => leaf.type.spec.leafText?.(leaf) ?? "")));
    return said.join("\n");
  },
  put: (text) => {
    const content = lines(text).map((line) => schema.node("paragraph", null, line ? [schema.text(line)] : []));
    let change = view.state.tr.replaceWith(0, view.state.doc.content.size, content);
    change = closeHistory(change.setSelection(Selection.atEnd(change.doc)));
    view.dispatch(change);
    view.dispatch(closeHistory(view.state.tr));
    view.focus();
  },
  undo: () => undo(view.state, view.dispatch),
  clear: () => view.updateState(fresh()),
});
document.querySelector("#post").addEventListener("click", () => post());
