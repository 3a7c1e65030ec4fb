import { createSignal } from "solid-js";
import type { NewApiKey } from "#web/data/keys.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { text as texts } from "./keys.text.ts";

const text = texts.shown;

/** The only time that a key is on a screen. */
export function NewKeySheet(props: { made: NewApiKey; onClose: () => void }) {
  const example = () => `curl -H "Authorization: Bearer ${props.made.token}" ${window.location.origin}/api/services`;
  const [leaving, setLeaving] = createSignal(false);
  return (
    <>
      <Sheet
        open
        title={text.title(props.made.key.name)}
        closeLabel={texts.close}
        onClose={props.onClose}
        onDismiss={() => setLeaving(true)}
        onSubmit={props.onClose}
        foot={
          <Button type="submit" tone="primary" size="large" wide>
            {text.done}
          </Button>
        }
      >
        <div class="stack">
          <Notice tone="warn" title={text.warning}>
            {text.why}
          </Notice>
          <CopyField value={props.made.token} label={text.copy} copiedLabel={text.copied} />
          <div class="field">
            <span class="field-label">{text.try}</span>
            <CopyField value={example()} label={text.copyTry} copiedLabel={text.copied} />
          </div>
        </div>
      </Sheet>
      <ConfirmDialog
        open={leaving()}
        title={text.leaveTitle}
        text={text.leaveText}
        confirm={text.leave}
        dismiss={text.stay}
        danger
        onConfirm={props.onClose}
        onClose={() => setLeaving(false)}
      />
    </>
  );
}
