import { revalidate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { addDomain, getSso, removeDomain, type SsoConnection, verifyDomain } from "#web/data/sso.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.domains;

/** For whose addresses the provider speaks. */
export function DomainsCard(props: { connection: SsoConnection }) {
  const [name, setName] = createSignal("");
  const then =
    <Arguments extends unknown[]>(act: (key: string, ...args: Arguments) => Promise<unknown>) =>
    async (key: string, ...args: Arguments) => {
      await act(key, ...args);
      await revalidate(getSso.key);
      return true;
    };
  const adding = createRequest(then(addDomain));
  const verifying = createRequest(then(verifyDomain));
  const removing = createRequest(then(removeDomain));
  const refusedName = () => refusedAt(adding.failure(), "name");
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.none}</p>
        <Refusal of={verifying} />
        <Refusal of={removing} />
        <Refusal of={adding} hidden={refusedName() !== undefined} />
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void adding.run(name().trim()).then((done) => done && setName(""));
          }}
        >
          <TextField
            label={text.name}
            autocapitalize="off"
            spellcheck={false}
            value={name()}
            error={refusedName()}
            onInput={(event) => {
              adding.clear();
              setName(event.currentTarget.value);
            }}
          />
          <div class="page-actions">
            <Button type="submit" busy={adding.pending()} waits={adding.waiting() > 0}>
              {text.add}
            </Button>
          </div>
        </form>
      </CardBody>
      <Rows>
        <For each={props.connection.domains}>
          {(domain) => (
            <Row
              wrap
              title={domain.name}
              text={
                <Show when={domain.verifiedAt === null} fallback={<Status tone="ok">{text.verified}</Status>}>
                  {text.open}
                </Show>
              }
              more={
                <Show when={domain.verifiedAt === null}>
                  <CopyField
                    value={domain.record.name}
                    label={`${texts.there.copy}: ${text.recordName}`}
                    copiedLabel={texts.there.copied}
                  />
                  <CopyField
                    value={domain.record.value}
                    label={`${texts.there.copy}: ${text.recordValue}`}
                    copiedLabel={texts.there.copied}
                  />
                </Show>
              }
              end={
                <div class="page-actions">
                  <Show when={domain.verifiedAt === null}>
                    <Button
                      size="small"
                      aria-label={text.verifyOf(domain.name)}
                      busy={verifying.pending()}
                      onClick={() => void verifying.run(domain.id)}
                    >
                      {text.verify}
                    </Button>
                  </Show>
                  <Button
                    size="small"
                    aria-label={text.removeOf(domain.name)}
                    busy={removing.pending()}
                    onClick={() => void removing.run(domain.id)}
                  >
                    {text.remove}
                  </Button>
                </div>
              }
            />
          )}
        </For>
      </Rows>
    </Card>
  );
}
