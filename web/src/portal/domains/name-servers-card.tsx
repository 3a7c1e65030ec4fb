import { createSignal, For, Show } from "solid-js";
import { can, mayManage } from "#core/domains/domain.state.ts";
import { ApiError } from "#web/data/api.ts";
import type { Domain } from "#web/data/domains.ts";
import { type Registration, setDnssec, setNameServers } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./registration.text.ts";
import { SwitchCard } from "./switch-card.tsx";

const text = texts.servers;

/** Who answers for the domain, having others answer, and having the answers signed, which only we can where we answer. */
export function NameServersCard(props: { domain: Domain; registration: Registration }) {
  const isOurs = () => props.domain.nameServers.every((server) => props.registration.ourNameServers.includes(server));
  return (
    <>
      <ServersCard domain={props.domain} ours={props.registration.ourNameServers} isOurs={isOurs()} />
      <Show when={isOurs() || props.domain.dnssec}>
        <DnssecCard domain={props.domain} />
      </Show>
    </>
  );
}

function DnssecCard(props: { domain: Domain }) {
  const may = createMay();
  const switching = createRequest(setDnssec);
  return (
    <SwitchCard
      words={texts.dnssec}
      on={props.domain.dnssec}
      turn={props.domain.dnssec ? texts.dnssec.disable : texts.dnssec.enable}
      open={may(mayManage) === true && can("change", props.domain)}
      request={switching}
      onTurn={() => void switching.run(props.domain.id, !props.domain.dnssec)}
    />
  );
}

function ServersCard(props: { domain: Domain; ours: readonly string[]; isOurs: boolean }) {
  const may = createMay();
  const [changing, setChanging] = createSignal(false);
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
        <p class="second">{props.isOurs ? text.ours : text.others}</p>
        <ul class="mono wrap-anywhere">
          <For each={props.domain.nameServers}>{(server) => <li>{server}</li>}</For>
        </ul>
      </CardBody>
      <Show when={changing()}>
        <NameServersSheet domain={props.domain} ours={props.ours} onClose={() => setChanging(false)} />
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
