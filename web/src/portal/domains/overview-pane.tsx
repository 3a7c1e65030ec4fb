import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type Domain, removeDomain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { OperationHistory } from "#web/parts/operation-history.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowAction, Rows } from "#web/ui/rows.tsx";
import { text } from "./domain.text.ts";
import type { PaneProps } from "./panes.ts";
import { ProofCard } from "./proof-card.tsx";

export default function OverviewPane(props: PaneProps) {
  return (
    <div class="columns">
      <div class="stack">
        <Show when={props.domain.proof}>
          {(record) => (
            <ProofCard domain={props.domain} record={record()} newest={props.operations.value()?.items[0]} />
          )}
        </Show>
        <OperationHistory view={props.operations} except={props.operation?.id} />
      </div>
      <div class="stack">
        <Facts domain={props.domain} />
        <Show when={props.domain.registrar === "external"}>
          <Removal domain={props.domain} staff={props.staff} />
        </Show>
      </div>
    </div>
  );
}

function Facts(props: { domain: Domain }) {
  const { domain } = props;
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.domainName, value: props.domain.name, mono: true },
          { name: text.since, value: formatDay(props.domain.createdAt) },
          { name: text.proven, value: props.domain.provenAt ? formatDay(props.domain.provenAt) : undefined },
          { name: text.expires, value: props.domain.expiresAt ? formatDay(props.domain.expiresAt) : undefined },
          {
            name: text.renews,
            value: domain.registrar === "autodns" ? text.renewsBy[domain.autoRenew ? "yes" : "no"] : undefined,
          },
          {
            name: text.servers,
            value: domain.nameServers.length > 0 ? domain.nameServers.join(", ") : undefined,
          },
        ]}
      />
    </Card>
  );
}

function Removal(props: { domain: Domain; staff: boolean }) {
  const may = createMay();
  const navigate = useNavigate();
  const [asking, setAsking] = createSignal(false);
  const removing = createRequest(removeDomain);
  const close = () => {
    setAsking(false);
    removing.clear();
  };
  const remove = async () => {
    if (!(await removing.run(props.domain.id))) return;
    navigate(props.staff ? paths.dashboardDomains : paths.domains);
  };
  return (
    <Show when={may(mayManage)}>
      <Card title={text.remove} titleHidden>
        <Rows>
          <RowAction danger icon="trash" label={text.remove} onClick={() => setAsking(true)} />
        </Rows>
      </Card>
      <ConfirmDialog
        open={asking()}
        danger
        title={text.removing.title(props.domain.shown)}
        text={text.removing.text}
        confirm={text.removing.confirm}
        dismiss={text.removing.dismiss}
        busy={removing.pending()}
        waits={removing.waiting() > 0}
        refusal={<Refusal of={removing} />}
        onConfirm={() => void remove()}
        onClose={close}
      />
    </Show>
  );
}
