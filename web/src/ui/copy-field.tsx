import { createSignal } from "solid-js";
import { IconButton } from "./icon-button.tsx";

/** A value to take elsewhere. Where the clipboard is closed to us the value can still be selected. */
export function CopyField(props: { value: string; label: string; copiedLabel: string }) {
  const [copied, setCopied] = createSignal(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(props.value);
      setCopied(true);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      setCopied(false);
    }
  };
  return (
    <div class="copy">
      <code class="mono">{props.value}</code>
      <span class="unseen" role="status">
        {copied() ? props.copiedLabel : ""}
      </span>
      <IconButton
        icon={copied() ? "check" : "copy"}
        label={copied() ? props.copiedLabel : props.label}
        onClick={() => void copy()}
      />
    </div>
  );
}
