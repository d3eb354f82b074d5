// A textarea whose value belongs to React: it takes only what comes in through input events.
import { createElement as h, useEffect, useRef, useState } from "react";
import { render } from "react-dom";
import { offer, post } from "./common.js";

function Composer() {
  const [text, setText] = useState("");
  const area = useRef(null);
  const said = useRef("");
  said.current = text;
  useEffect(() => {
    offer({
      text: () => said.current,
      put: (words) => {
        area.current.focus();
        area.current.select();
        document.execCommand("insertText", false, words);
      },
      undo: () => document.execCommand("undo"),
      clear: () => setText(""),
    });
  }, []);
  const keys = (event) => event.key === "Enter" && event.ctrlKey && post();
  return h("form", { className: "composer", onSubmit: (event) => { event.preventDefault(); post(); } },
    h("textarea", { ref: area, value: text, onChange: (event) => setText(event.target.value), onKeyDown: keys, placeholder: "What is on your mind?", "aria-label": "What is on your mind?", rows: 5 }),
    h("div", { className: "bar" }, h("button", { type: "submit", className: "post", id: "post", disabled: !text.trim() }, "Publish")));
}

render(h(Composer), document.querySelector("#root"));
