import { createMemo, For, Show } from "solid-js";
import { dnsHostOf } from "#core/dns/dns-host.state.ts";
import { createRequest } from "#web/data/request.ts";
import { checkZone, type Zone, type ZoneRecord } from "#web/data/zones.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status } from "#web/ui/status.tsx";
import { text as texts } from "./dns.text.ts";

const text = texts.outside;

/** What has to be set at the name servers of others, and whether it is there. */
export function OutsideCard(props: { zone: Zone; open: boolean }) {
  const checking = createRequest(checkZone);
  const where = createMemo(() => {
    const { delegatedTo } = props.zone;
    const host = dnsHostOf(delegatedTo);
    if (host !== undefined) return text.at(host);
    return delegatedTo.length > 0 ? text.atServers(delegatedTo.join(", ")) : text.unknown;
  });
  const missing = () => props.zone.records.some(({ seenAt }) => seenAt === null);
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{props.zone.records.length === 0 ? text.none : where()}</p>
        <Refusal of={checking} />
      </CardBody>
      <Rows>
        <For each={props.zone.records}>{(record) => <Needed zone={props.zone} record={record} />}</For>
      </Rows>
      <Show when={missing()}>
        <CardBody class="stack pt-4">
          <p class="small third">{text.looking}</p>
          <Show when={props.open}>
            <div class="page-actions">
              <Button
                busy={checking.pending()}
                waits={checking.waiting() > 0}
                onClick={() => void checking.run(props.zone.id)}
              >
                {texts.pointing.check}
              </Button>
            </div>
          </Show>
        </CardBody>
      </Show>
    </Card>
  );
}

function Needed(props: { zone: Zone; record: ZoneRecord }) {
  const whole = () => (props.record.name === "" ? props.zone.name : `${props.record.name}.${props.zone.name}`);
  return (
    <Row
      wrap
      title={
        <bdi class="mono break-all">
          {whole()} {props.record.type}
        </bdi>
      }
      text={props.record.reason ?? undefined}
      more={<CopyField value={props.record.data} label={text.copy(whole())} copiedLabel={text.copied} />}
      end={<Status tone={props.record.seenAt ? "ok" : "run"}>{props.record.seenAt ? text.seen : text.missing}</Status>}
    />
  );
}
