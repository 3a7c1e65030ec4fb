import { For, Show } from "solid-js";
import { findingText } from "#core/certificates/pre-flight/finding-text.state.ts";
import { may as access } from "#core/kernel/permissions.state.ts";
import { createRequest } from "#web/data/request.ts";
import { fixHost, type Host, secureHost } from "#web/data/settings.ts";
import { language } from "#web/lib/dictionary.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Status } from "#web/ui/status.tsx";
import { text } from "./host-finding.text.ts";

type Certificate = NonNullable<Host["certificate"]>;

/** The one thing that keeps a name from having its certificate, and what puts it right. */
export function HostFinding(props: {
  serviceId: string;
  name: string;
  certificate: Certificate;
  finding: NonNullable<Certificate["finding"]>;
  open: boolean;
}) {
  const may = createMay();
  const fixing = createRequest((key: string) => fixHost(key, props.serviceId, props.certificate.id));
  const looking = createRequest((key: string) => secureHost(key, props.serviceId, props.name));
  const records = () => [
    ...props.finding.removes.map((record) => ({ record, label: text.remove })),
    ...props.finding.adds.map((record) => ({ record, label: text.add })),
  ];
  const isFixable = () => props.finding.fixable && may(access("zone:manage")) === true;
  return (
    <div class="stack">
      <p>
        <Status tone="warn">{props.certificate.state === "valid" ? text.renewalWaits : text.waits}</Status>{" "}
        <span class="small">{findingText({ ...props.finding, zoneId: null }, language)}</span>{" "}
        <span class="small second">{text.byItself}</span>
      </p>
      <For each={records()}>
        {({ record, label }) => (
          <div>
            <p class="small second">
              {label}: {record.type} <bdi class="mono">{record.name}</bdi>
            </p>
            <CopyField value={record.data} label={text.copy} copiedLabel={text.copied} />
          </div>
        )}
      </For>
      <Refusal of={fixing} />
      <Refusal of={looking} />
      <Show when={props.open}>
        <div class="page-actions">
          <Show when={isFixable()}>
            <Button
              size="small"
              aria-label={text.fixOf(props.name)}
              busy={fixing.pending()}
              waits={fixing.waiting() > 0}
              onClick={() => void fixing.run()}
            >
              {text.fix}
            </Button>
          </Show>
          <Button
            size="small"
            aria-label={text.againOf(props.name)}
            busy={looking.pending()}
            waits={looking.waiting() > 0}
            onClick={() => void looking.run()}
          >
            {text.again}
          </Button>
        </div>
      </Show>
    </div>
  );
}
