// Draft.js inline, as it stands in a React page; Ctrl+Enter posts, too.
import { CompositeDecorator, ContentState, Editor, EditorState, KeyBindingUtil, getDefaultKeyBinding } from "draft-js";
import draftStyle from "draft-js/dist/Draft.css";
import { createElement as h, useEffect, useState } from "react";
import { render } from "react-dom";
import { offer, post } from "./common.js";

document.head.append(Object.assign(document.createElement("style"), { textContent: draftStyle }));

// X colours handles and hashtags as they are typed, which splits a line into several elements.
const TAGS = /[@#]\w+/g;
const decorator = new CompositeDecorator([{
  strategy: (block, found) => {
    for (const match of block.getText().matchAll(TAGS)) found(match.index, match.index + match[0].length);
  },
  component: ({ children }) => h("span", { style: { color: "#1d9bf0" } }, children),
}]);
const empty = () => EditorState.createEmpty(decorator);
const keys = (event) => (event.key === "Enter" && KeyBindingUtil.hasCommandModifier(event) ? "post" : getDefaultKeyBinding(event));

let current = empty();

function Composer() {
  const [state, setState] = useState(current);
  const show = (next) => setState((current = next));
  const send = () => post();
  useEffect(() => {
    offer({
      text: () => current.getCurrentContent().getPlainText("\n"),
      put: (text) => show(EditorState.moveFocusToEnd(EditorState.push(current, ContentState.createFromText(text, "\n"), "insert-characters"))),
      undo: () => show(EditorState.undo(current)),
      clear: () => show(EditorState.moveFocusToEnd(empty())),
    });
  }, []);
  const nothing = !state.getCurrentContent().getPlainText().trim();
  const handle = (command) => {
    if (command !== "post") return "not-handled";
    send();
    return "handled";
  };
  return h("div", { className: "composer" },
    h(Editor, { editorState: state, onChange: show, keyBindingFn: keys, handleKeyCommand: handle, placeholder: "What is happening?", ariaLabel: "Post text", ariaMultiline: true }),
    h("div", { className: "bar" }, h("button", { type: "button", className: "post", id: "post", "data-testid": "tweetButtonInline", disabled: nothing, onClick: send }, h("div", null, h("span", null, "Post")))));
}

render(h(Composer), document.querySelector("#root"));
