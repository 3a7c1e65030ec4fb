import { createSignal, createUniqueId } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { rename } from "#web/data/profile.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./profile.text.ts";

export function RenamePerson(props: { name: string; onClose: () => void }) {
  const id = createUniqueId();
  const renaming = createRequest(rename);
  const [name, setName] = createSignal(props.name);
  const refused = () => refusedAt(renaming.failure(), "name");
  const submit = async () => {
    if (name().trim() === "" || !(await renaming.run(name().trim()))) return;
    toast(text.renamed);
    props.onClose();
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
          <h2 id={id}>{text.changeName}</h2>
        </div>
        <Refusal of={renaming} hidden={refused() !== undefined} />
        <TextField
          label={text.newName}
          name="name"
          autocomplete="name"
          maxLength={80}
          error={name().trim() === "" ? text.nameMissing : refused()}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
        <div class="dialog-actions">
          <Button onClick={() => props.onClose()}>{text.cancel}</Button>
          <Button type="submit" tone="primary" busy={renaming.pending()} waits={renaming.waiting() > 0}>
            {text.saveName}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
