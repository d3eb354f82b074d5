// Lexical inside an open shadow root, as a web component makes it.
import { post } from "./common.js";
import { lexical } from "./lexical-editor.js";

class PostComposer extends HTMLElement {
  connectedCallback() {
    const shadow = this.attachShadow({ mode: "open" });
    shadow.innerHTML = `
      <link rel="stylesheet" href="site.css">
      <div class="composer">
        <div id="editor" contenteditable="true" role="textbox" aria-multiline="true" aria-label="Post body" spellcheck="true"></div>
        <div class="bar"><button type="button" class="post" id="post"><span><slot></slot>Post</span></button></div>
      </div>`;
    lexical(shadow.querySelector("#editor"));
    shadow.querySelector("#post").addEventListener("click", () => post());
  }
}

customElements.define("post-composer", PostComposer);
