import { createSignal, For, lazy, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import {
  addHost,
  getLeftRecords,
  type Host,
  type LeftRecord,
  removeHost,
  secureHost,
  setPrimaryHost,
  verifyHost,
} from "#web/data/settings.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { type CardProps, createChange } from "./change.ts";
import { HostCertificate } from "./host-certificate.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.hosts;

const load = () => import("#web/parts/left-records.tsx");
const LeftRecords = lazy(() => load().then((part) => ({ default: part.LeftRecords })));
const LeftBehind = lazy(() => load().then((part) => ({ default: part.LeftBehind })));

/** By which names a website answers, and whose they are. */
export function HostsCard(props: CardProps) {
  const [name, setName] = createSignal("");
  const [leaving, setLeaving] = createSignal<Host>();
  /** What still leads to a name that was just removed. */
  const [left, setLeft] = createSignal<{ name: string; items: readonly LeftRecord[] }>();
  const adding = createChange(props, addHost);
  const verifying = createChange(props, verifyHost);
  const removing = createChange(props, removeHost);
  const leading = createChange(props, setPrimaryHost);
  const securing = createChange(props, secureHost);
  const refusedName = () => refusedAt(adding.failure(), "name");
  const isOpenFor = (host: Host) => host.verifiedAt === null;
  const isSecurable = (host: Host) =>
    host.record !== null && !isOpenFor(host) && (host.certificate === null || host.certificate.state === "failed");
  const isPrimary = (host: Host) => props.settings.primaryHost === host.name;
  const hasChoice = () => props.settings.hosts.filter((host) => !isOpenFor(host)).length > 1;
  const close = () => {
    setLeaving(undefined);
    removing.clear();
  };
  const remove = async (host: Host) => {
    setLeft(undefined);
    // Whoever cannot be told loses nothing: their records are looked at by themselves.
    const before = await getLeftRecords(props.serviceId, host.name).catch(() => undefined);
    if (!(await removing.run(host.name))) return;
    close();
    if (before && before.items.length > 0) setLeft({ name: host.shown, items: before.items });
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.about}</p>
        <Refusal of={verifying} />
        <Refusal of={leading} />
        <Refusal of={securing} />
        <Refusal of={removing} hidden={leaving() !== undefined} />
        <Show when={left()}>{(gone) => <LeftBehind name={gone().name} items={gone().items} />}</Show>
      </CardBody>
      <Rows>
        <For each={props.settings.hosts}>
          {(host) => (
            <Row
              wrap
              title={<bdi>{host.shown === host.name ? host.name : `${host.shown} (${host.name})`}</bdi>}
              text={
                <Show when={!isOpenFor(host)} fallback={text.open}>
                  <Show
                    when={isPrimary(host)}
                    fallback={host.record === null ? text.own : <Status tone="ok">{text.verified}</Status>}
                  >
                    <Status tone="ok">{text.primary}</Status>
                  </Show>
                </Show>
              }
              more={
                <Show
                  when={isOpenFor(host) && host.record}
                  fallback={<HostCertificate host={host} serviceId={props.serviceId} open={props.open} />}
                >
                  {(record) => (
                    <>
                      <CopyField
                        value={record().name}
                        label={`${texts.copy}: ${text.recordName}`}
                        copiedLabel={texts.copied}
                      />
                      <CopyField
                        value={record().value}
                        label={`${texts.copy}: ${text.recordValue}`}
                        copiedLabel={texts.copied}
                      />
                      <p class="small second">{text.lead}</p>
                    </>
                  )}
                </Show>
              }
              end={
                <Show when={props.open}>
                  <div class="page-actions">
                    <Show when={isOpenFor(host)}>
                      <Button
                        size="small"
                        aria-label={text.verifyOf(host.name)}
                        busy={verifying.pending()}
                        waits={props.busy}
                        onClick={() => void verifying.run(host.name)}
                      >
                        {text.verify}
                      </Button>
                    </Show>
                    <Show when={isSecurable(host)}>
                      <Button
                        size="small"
                        aria-label={text.secureOf(host.name)}
                        busy={securing.pending()}
                        waits={props.busy}
                        onClick={() => void securing.run(host.name)}
                      >
                        {text.secure}
                      </Button>
                    </Show>
                    <Show when={!isOpenFor(host) && (hasChoice() || isPrimary(host))}>
                      <Button
                        size="small"
                        aria-label={(isPrimary(host) ? text.unmakePrimaryOf : text.makePrimaryOf)(host.name)}
                        busy={leading.pending()}
                        waits={props.busy}
                        onClick={() => void leading.run(isPrimary(host) ? null : host.name)}
                      >
                        {isPrimary(host) ? text.unmakePrimary : text.makePrimary}
                      </Button>
                    </Show>
                    <Show when={host.record}>
                      <Button
                        size="small"
                        aria-label={text.removeOf(host.name)}
                        busy={removing.pending()}
                        waits={props.busy}
                        onClick={() => (isOpenFor(host) ? void remove(host) : setLeaving(host))}
                      >
                        {texts.remove}
                      </Button>
                    </Show>
                  </div>
                </Show>
              }
            />
          )}
        </For>
      </Rows>
      <Show when={props.open}>
        <CardBody class="stack pt-4">
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
              hint={text.hint}
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
      </Show>
      <Show when={leaving()}>
        {(host) => (
          <ConfirmDialog
            open
            danger
            title={text.removeTitle(host().shown)}
            text={text.removeText}
            confirm={texts.remove}
            dismiss={texts.dismiss}
            busy={removing.pending()}
            waits={removing.waiting() > 0}
            refusal={<Refusal of={removing} />}
            onConfirm={() => void remove(host())}
            onClose={close}
          >
            <LeftRecords serviceId={props.serviceId} name={host().name} />
          </ConfirmDialog>
        )}
      </Show>
    </Card>
  );
}
