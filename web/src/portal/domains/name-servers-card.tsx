import { createSignal, For, Show } from "solid-js";
import { can, mayManage } from "#core/domains/domain.state.ts";
import { ApiError } from "#web/data/api.ts";
import type { Domain } from "#web/data/domains.ts";
import { type Registration, setNameServers } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./registration.text.ts";

const text = texts.servers;

/** Who answers for the domain, and having others answer. */
export function NameServersCard(props: { domain: Domain; registration: Registration }) {
  const may = createMay();
  const [changing, setChanging] = createSignal(false);
  const ours = () => props.registration.ourNameServers;
  const isOurs = () => props.domain.nameServers.every((server) => ours().includes(server));
  return (
    <Card
      title={text.title}
      aside={
        <Show when={may(mayManage) && can("change", props.domain)}>
          <Button size="small" onClick={() => setChanging(true)}>
            {text.change}
          </Button>
        </Show>
      }
    >
      <CardBody class="stack">
        <p class="second">{isOurs() ? text.ours : text.others}</p>
        <ul class="mono wrap-anywhere">
          <For each={props.domain.nameServers}>{(server) => <li>{server}</li>}</For>
        </ul>
      </CardBody>
      <Show when={changing()}>
        <NameServersSheet domain={props.domain} ours={ours()} onClose={() => setChanging(false)} />
      </Show>
    </Card>
  );
}

function NameServersSheet(props: { domain: Domain; ours: readonly string[]; onClose: () => void }) {
  const [typed, setTyped] = createSignal(props.domain.nameServers.join("\n"));
  const saving = createRequest(setNameServers);
  const refused = () => {
    const failure = saving.failure();
    return failure instanceof ApiError ? failure.fields[0]?.message : undefined;
  };
  const submit = async () => {
    const servers = typed()
      .split(/[\s,]+/)
      .filter(Boolean);
    if (!(await saving.run(props.domain.id, servers))) return;
    toast(text.saved);
    props.onClose();
  };
  return (
    <Sheet
      open
      title={text.sheet}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={() => setTyped(props.ours.join("\n"))}>{text.useOurs}</Button>
          <Button type="submit" tone="primary" busy={saving.pending()} waits={saving.waiting() > 0}>
            {text.save}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Refusal of={saving} hidden={refused() !== undefined} />
        <TextArea
          label={text.label}
          rows={6}
          autocapitalize="off"
          spellcheck={false}
          hint={text.hint}
          error={refused()}
          value={typed()}
          onInput={(event) => {
            if (saving.failure()) saving.clear();
            setTyped(event.currentTarget.value);
          }}
        />
      </div>
    </Sheet>
  );
}
