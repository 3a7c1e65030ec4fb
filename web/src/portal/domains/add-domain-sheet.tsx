import { useNavigate } from "@solidjs/router";
import { createSignal } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { addDomain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./domains.text.ts";

const text = texts.adding;

/** Leads to the domain's page, where the record is that shows whose it is. */
export function AddDomainSheet(props: { onClose: () => void }) {
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const adding = createRequest(addDomain);
  const refused = () => refusedAt(adding.failure(), "name");
  const own = () => (name().trim().includes(".") ? undefined : text.missing);
  const submit = async () => {
    setTried(true);
    if (own()) return;
    const added = await adding.run(name().trim());
    if (!added) return;
    props.onClose();
    navigate(paths.domainDetail(added.id));
  };
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={adding.pending()} waits={adding.waiting() > 0}>
          {text.submit}
        </Button>
      }
    >
      <div class="stack">
        <p class="second">{text.about}</p>
        <Refusal of={adding} hidden={refused() !== undefined} />
        <TextField
          label={text.name}
          name="domain"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          required
          maxLength={253}
          hint={text.hint}
          error={(tried() ? own() : undefined) ?? refused()}
          value={name()}
          onInput={(event) => {
            if (adding.failure()) adding.clear();
            setName(event.currentTarget.value);
          }}
        />
      </div>
    </Sheet>
  );
}
