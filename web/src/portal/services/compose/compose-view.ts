import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { yaml } from "@codemirror/lang-yaml";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import type { Finding } from "./lint.ts";

export interface ComposeView {
  /** Replaces the text where it is another one; who types is not disturbed. */
  show(text: string): void;
  /** What was found in the text as it is now. */
  mark(findings: readonly Finding[]): void;
  apply(finding: Finding): void;
  /** Puts the cursor where something was found. */
  goTo(finding: Finding): void;
  destroy(): void;
}

/** Tab leads on to the next control, as everywhere; Ctrl and the brackets indent. */
const keys = keymap.of([
  { key: "F8", run: nextDiagnostic },
  { key: "Shift-F8", run: previousDiagnostic },
  ...defaultKeymap,
  ...historyKeymap,
]);

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--accent)" },
  { tag: [tags.string, tags.content], color: "var(--fg)" },
  { tag: [tags.comment], color: "var(--fg3)" },
  { tag: [tags.labelName, tags.typeName, tags.meta, tags.keyword], color: "var(--warn)" },
]);

const underline = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour}`,
  textDecorationSkipInk: "none",
  textUnderlineOffset: "3px",
});

const theme = EditorView.theme({
  "&": {
    backgroundColor: "var(--surface)",
    color: "var(--fg)",
    border: "1px solid var(--control)",
    borderRadius: "var(--r-control)",
    overflow: "hidden",
    fontSize: "13px",
  },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "20px", maxHeight: "560px", minHeight: "240px" },
  ".cm-content": { caretColor: "var(--fg)", padding: "8px 0" },
  ".cm-gutters": { backgroundColor: "var(--fill-soft)", color: "var(--fg3)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--fill-soft)" },
  ".cm-cursor": { borderLeftColor: "var(--fg)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-soft)",
  },
  ".cm-lintRange-error": underline("var(--bad)"),
  ".cm-lintRange-warning": underline("var(--warn)"),
  ".cm-lintRange-info": underline("var(--accent)"),
  ".cm-tooltip": {
    backgroundColor: "var(--raised)",
    color: "var(--fg)",
    border: "1px solid var(--line)",
    borderRadius: "var(--r-menu)",
    maxWidth: "min(480px, 90vw)",
    fontFamily: "var(--font)",
    boxShadow: "var(--shadow-raised)",
  },
  ".cm-diagnostic": { padding: "8px 12px", lineHeight: "18px" },
});

const severities = { error: "error", warning: "warning", hint: "info" } as const;

/**
 * An editor of one compose file. It lives in a shadow of its host: a page may not bring a style sheet of its own here, and
 * there the editor's one is adopted by script.
 */
export function composeView(
  host: HTMLElement,
  { text, label, onChange }: { text: string; label: string; onChange: (text: string) => void },
): ComposeView {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        ...[lineNumbers(), lintGutter(), history(), drawSelection(), highlightActiveLine()],
        ...[yaml(), indentUnit.of("  "), syntaxHighlighting(colours), theme, keys],
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString());
        }),
      ],
    }),
  });

  const at = (line: number, column: number): number => {
    const found = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
    return Math.min(found.from + column - 1, found.to);
  };
  const rangeOf = ({ line, column, endLine, endColumn }: Finding) => {
    const from = at(line, column);
    return { from, to: Math.max(from, at(endLine, endColumn)) };
  };

  return {
    show(wanted) {
      const { doc } = view.state;
      if (doc.toString() === wanted) return;
      view.dispatch({ changes: { from: 0, to: doc.length, insert: wanted } });
    },
    mark(findings) {
      const diagnostics = findings.map(
        (finding): Diagnostic => ({
          ...rangeOf(finding),
          severity: severities[finding.severity],
          message: finding.message,
        }),
      );
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    apply({ fix }) {
      if (!fix?.replacement) return;
      const { range, text: insert } = fix.replacement;
      const from = Math.min(range.start, view.state.doc.length);
      const to = Math.min(range.end, view.state.doc.length);
      view.dispatch({ changes: { from, to, insert }, selection: { anchor: from }, scrollIntoView: true });
      view.focus();
    },
    goTo(finding) {
      const { from, to } = rangeOf(finding);
      view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
