import { createSignal, createUniqueId, Show } from "solid-js";
import { factorNameMax } from "#core/identity/factor.state.ts";
import { type Factor, renameFactor } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors;

export function RenameFactor(props: { factor: Factor; onClose: () => void }) {
  const id = createUniqueId();
  const renaming = createRequest(renameFactor);
  const [name, setName] = createSignal(props.factor.name);
  const submit = async () => {
    if (name().trim() && (await renaming.run(props.factor.id, name().trim()))) props.onClose();
  };
  return (
    <Dialog open onClose={props.onClose} labelledBy={id}>
      <form
        class="contents"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="dialog-text">
          <h2 id={id}>{text.renameTitle}</h2>
        </div>
        <Show when={renaming.failure()}>
          {(failure) => (
            <Notice tone="bad" urgent>
              {failure().message}
            </Notice>
          )}
        </Show>
        <TextField
          label={text.name}
          autocomplete="off"
          maxLength={factorNameMax}
          error={name().trim() ? undefined : text.nameMissing}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={() => props.onClose()}>{text.dismiss}</Button>
          <Button type="submit" tone="primary" busy={renaming.pending()}>
            {text.rename}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
