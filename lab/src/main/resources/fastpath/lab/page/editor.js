// The editor: CodeMirror with C highlighting, and problems shown below the line that they name.

import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers, WidgetType }
  from "@codemirror/view";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentUnit, StreamLanguage, syntaxHighlighting }
  from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { c } from "@codemirror/legacy-modes/mode/clike";

const setProblems = StateEffect.define();

class ProblemWidget extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }

  eq(other) {
    return other.text === this.text;
  }

  toDOM() {
    const node = document.createElement("div");
    node.className = "inline-problem";
    node.textContent = this.text;
    return node;
  }
}

const problems = StateField.define({
  create: () => Decoration.none,
  update(shown, change) {
    const effect = change.effects.find((each) => each.is(setProblems));
    return effect ? decorations(change.state.doc, effect.value) : shown.map(change.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorations(doc, list) {
  const ranges = list.flatMap(({ line, text }) => {
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return [
      Decoration.line({ class: "problem-line" }).range(at.from),
      Decoration.widget({ widget: new ProblemWidget(text), block: true, side: 1 }).range(at.to),
    ];
  });
  return Decoration.set(ranges, true);
}

const colours = HighlightStyle.define([
  { tag: tags.keyword, class: "code-keyword" },
  { tag: [tags.typeName, tags.standard(tags.typeName)], class: "code-type" },
  { tag: tags.comment, class: "code-comment" },
  { tag: [tags.string, tags.character], class: "code-string" },
  { tag: [tags.number, tags.atom], class: "code-number" },
  { tag: tags.meta, class: "code-meta" },
]);

/** Returns an editor; changed is called with the text whenever the user changes it. */
export function editor(label, changed) {
  const nonce = document.querySelector('meta[name="style-nonce"]').content;
  const extensions = [
    EditorView.cspNonce.of(nonce),
    lineNumbers(),
    history(),
    drawSelection(),
    highlightActiveLine(),
    bracketMatching(),
    indentUnit.of("\t"),
    EditorState.tabSize.of(8),
    StreamLanguage.define(c),
    syntaxHighlighting(colours),
    problems,
    keymap.of([...defaultKeymap, ...historyKeymap]),
    EditorView.contentAttributes.of({ "aria-label": label }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !update.transactions.some((each) => each.isUserEvent("program"))) {
        changed(update.state.doc.toString());
      }
    }),
  ];
  const view = new EditorView({ state: EditorState.create({ extensions }) });
  return {
    node: view.dom,
    /** Replaces the text; that is no change of the user's. */
    set(text) {
      view.dispatch({
        changes: { from: 0, to: view.state.doc.length, insert: text },
        effects: setProblems.of([]),
        userEvent: "program",
      });
    },
    /** Shows problems, each a line number and a text. */
    show(list) {
      view.dispatch({ effects: setProblems.of(list) });
    },
  };
}
