// Lexical as Reddit and Facebook use it: rich text with its own history.
import { createEmptyHistoryState, registerHistory } from "@lexical/history";
import { registerRichText } from "@lexical/rich-text";
import { $createParagraphNode, $createTextNode, $getRoot, CLEAR_HISTORY_COMMAND, UNDO_COMMAND, createEditor } from "lexical";
import { lines, offer } from "./common.js";

/** Make a Lexical editor of `root` and offer it to the tests. */
export function lexical(root) {
  const editor = createEditor({ namespace: "fixture", onError: (error) => { throw error; } });
  registerRichText(editor);
  registerHistory(editor, createEmptyHistoryState(), 300);
  editor.setRootElement(root);
  const fill = (text) => {
    const top = $getRoot();
    top.clear();
    for (const line of lines(text)) {
      const paragraph = $createParagraphNode();
      if (line) paragraph.append($createTextNode(line));
      top.append(paragraph);
    }
    top.selectEnd();
  };
  offer({
    text: () => editor.getEditorState().read(() => $getRoot().getChildren().map((each) => each.getTextContent()).join("\n")),
    put: (text) => {
      editor.update(() => fill(text), { discrete: true, tag: "history-push" });
      root.focus();
    },
    undo: () => editor.dispatchCommand(UNDO_COMMAND, undefined),
    clear: () => {
      editor.update(() => fill(""), { discrete: true });
      editor.dispatchCommand(CLEAR_HISTORY_COMMAND, undefined);
    },
  });
  return editor;
}

