import { createMemo, For, Show } from "solid-js";
import { can } from "#core/dns/zone.state.ts";
import { createRequest } from "#web/data/request.ts";
import { checkZone, dealWithChange, resolveDrift, type Zone, type ZoneChange } from "#web/data/zones.ts";
import { formatMoment } from "#web/lib/time.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Diff } from "./diff.tsx";
import { text } from "./dns.text.ts";

/** What has to be known before anything is edited. */
export function ZoneNotices(props: { zone: Zone; open: boolean }) {
  const waiting = createMemo(() => props.zone.open.filter(({ state }) => state !== "pending"));
  return (
    <>
      <Show when={props.zone.open.some(({ state }) => state === "pending") || props.zone.checkedAt === null}>
        <Notice tone="run">{text.open.pending}</Notice>
      </Show>
      <For each={waiting()}>{(change) => <Waiting zone={props.zone} change={change} open={props.open} />}</For>
      <Show when={props.zone.drift}>{(drift) => <Drift zone={props.zone} drift={drift()} open={props.open} />}</Show>
      <Show when={props.zone.checkedAt !== null && !isPointing(props.zone)}>
        <Pointing zone={props.zone} open={props.open} />
      </Show>
    </>
  );
}

const isPointing = ({ nameServers, delegatedTo }: Zone): boolean =>
  delegatedTo.length > 0 && delegatedTo.every((server) => nameServers.includes(server));

function Waiting(props: { zone: Zone; change: ZoneChange; open: boolean }) {
  const act = createRequest(dealWithChange);
  const does = () => (can("cancel", props.change) ? "cancel" : "keep");
  const says = () =>
    props.change.state === "scheduled"
      ? text.open.scheduled(formatMoment(props.change.dueAt ?? props.change.createdAt))
      : text.open.trial(formatMoment(props.change.revertsAt ?? props.change.createdAt));
  return (
    <Card title={says()}>
      <CardBody class="stack">
        <Diff removes={props.change.removes} adds={props.change.adds} />
        <Refusal of={act} />
        <Show when={props.open}>
          <div class="page-actions">
            <Button
              busy={act.pending()}
              waits={act.waiting() > 0}
              onClick={() => void act.run(props.zone.id, props.change.id, does())}
            >
              {does() === "cancel" ? text.open.callOff : text.open.keep}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}

function Drift(props: { zone: Zone; drift: NonNullable<Zone["drift"]>; open: boolean }) {
  const deciding = createRequest(resolveDrift);
  return (
    <Card title={text.drift.title}>
      <CardBody class="stack">
        <p class="second">{text.drift.text}</p>
        <Diff removes={props.drift.removes} adds={props.drift.adds} />
        <Refusal of={deciding} />
        <Show when={props.open}>
          <div class="page-actions">
            <Button busy={deciding.pending()} onClick={() => void deciding.run(props.zone.id, "put_back")}>
              {text.drift.restore}
            </Button>
            <Button busy={deciding.pending()} onClick={() => void deciding.run(props.zone.id, "take_over")}>
              {text.drift.take}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}

function Pointing(props: { zone: Zone; open: boolean }) {
  const checking = createRequest(checkZone);
  return (
    <Card title={text.pointing.title}>
      <CardBody class="stack">
        <p class="second">{text.pointing.text}</p>
        <For each={props.zone.nameServers}>
          {(server) => <CopyField value={server} label={text.outside.copy(server)} copiedLabel={text.outside.copied} />}
        </For>
        <Show when={props.zone.delegatedTo.length > 0}>
          <p class="small third">{text.pointing.now(props.zone.delegatedTo.join(", "))}</p>
        </Show>
        <Refusal of={checking} />
        <Show when={props.open}>
          <div class="page-actions">
            <Button
              busy={checking.pending()}
              waits={checking.waiting() > 0}
              onClick={() => void checking.run(props.zone.id)}
            >
              {text.pointing.check}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}
