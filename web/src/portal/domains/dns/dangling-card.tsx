import { For, Show } from "solid-js";
import type { Zone } from "#web/data/zones.ts";
import { formatDay } from "#web/lib/time.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { text as texts } from "./dns.text.ts";

const text = texts.dangling;

/** Records that lead to what is nobody's any more, the dangerous ones first; removing one drafts that. */
export function DanglingCard(props: {
  zone: Zone;
  open: boolean;
  /** Ids of records that are drafted to go already, or to become another one. */
  going: ReadonlySet<string>;
  onRemove: (recordId: string) => void;
  onEdit: (recordId: string) => void;
}) {
  const found = () => {
    const records = new Map(props.zone.records.map((record) => [record.id, record]));
    const all = props.zone.dangling.flatMap((one) => {
      const record = records.get(one.recordId);
      return record ? [{ ...one, record }] : [];
    });
    return [...all.filter(({ severity }) => severity === "danger"), ...all.filter((one) => one.severity !== "danger")];
  };
  return (
    <Show when={found().length > 0}>
      <Card title={text.title(found().length)}>
        <CardBody>
          <p class="second">{text.text}</p>
        </CardBody>
        <Rows>
          <For each={found()}>
            {({ record, code, severity, target, since }) => (
              <Row
                wrap
                icon="alert"
                tone={severity === "danger" ? "bad" : "warn"}
                title={
                  <bdi class="mono wrap-anywhere">
                    {record.name || "@"} {record.type} {record.data}
                  </bdi>
                }
                text={
                  <span class="wrap-anywhere">
                    {record.type === "TXT" ? text.senders(target) : text.why[code](target)}{" "}
                    {text.since(formatDay(since))}
                  </span>
                }
                end={
                  <Show when={props.open && record.owner === null}>
                    <Show when={!props.going.has(record.id)} fallback={<span class="small third">{text.going}</span>}>
                      <Fix record={record} {...props} />
                    </Show>
                  </Show>
                }
              />
            )}
          </For>
        </Rows>
      </Card>
    </Show>
  );
}

/** Of a policy for senders one name goes, and the rest stays. */
function Fix(props: {
  record: Zone["records"][number];
  onRemove: (recordId: string) => void;
  onEdit: (recordId: string) => void;
}) {
  const spoken = () => `${props.record.type} ${props.record.name || "@"}`;
  return (
    <Show
      when={props.record.type === "TXT"}
      fallback={
        <Button size="small" aria-label={text.removeOf(spoken())} onClick={() => props.onRemove(props.record.id)}>
          {text.remove}
        </Button>
      }
    >
      <Button size="small" aria-label={text.editOf(spoken())} onClick={() => props.onEdit(props.record.id)}>
        {text.edit}
      </Button>
    </Show>
  );
}
