import { createSignal, createUniqueId, For } from "solid-js";
import { download } from "#web/lib/download.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors.codes;

/** Shown now and never again. */
export function RecoveryCodes(props: { codes: readonly string[]; onClose: () => void }) {
  const id = createUniqueId();
  const [copied, setCopied] = createSignal(false);
  const plain = () => `${text.fileHead}\n\n${props.codes.join("\n")}\n`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(plain());
      setCopied(true);
    } catch {
      setCopied(false);
    }
  };
  return (
    <Dialog
      open
      onClose={props.onClose}
      // They stay until the person says that they have kept them.
      onDismiss={() => undefined}
      class="dialog dialog-print"
      labelledBy={id}
      describedBy={`${id}-text`}
    >
      <div class="dialog-text">
        <h2 id={id}>{text.shownTitle}</h2>
        <p id={`${id}-text`}>{text.shownText}</p>
      </div>
      <ol class="recovery-codes mono">
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ol>
      <div class="flex flex-wrap gap-2">
        <Button icon={copied() ? "check" : "copy"} onClick={() => void copy()}>
          {copied() ? text.copied : text.copy}
        </Button>
        <Button onClick={() => download("rookery-recovery-codes.txt", "text/plain", plain())}>{text.download}</Button>
        <Button onClick={() => window.print()}>{text.print}</Button>
      </div>
      <div class="dialog-actions">
        <Button tone="primary" onClick={() => props.onClose()}>
          {text.kept}
        </Button>
      </div>
    </Dialog>
  );
}
