import { A, useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getDomainHosts } from "#web/data/domain-hosts.ts";
import { type Domain, removeDomain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { OperationHistory } from "#web/parts/operation-history.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowAction, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./domain.text.ts";
import { JobNotice } from "./job-notice.tsx";
import { NameServersCard } from "./name-servers-card.tsx";
import type { PaneProps } from "./panes.ts";
import { ProofCard } from "./proof-card.tsx";
import { text as registered } from "./registration.text.ts";
import { createRegistration } from "./registration.ts";
import { TermCard } from "./term-card.tsx";
import { TransferOutNotice } from "./transfer-out-notice.tsx";
import { text as verification } from "./verification.text.ts";

export default function OverviewPane(props: PaneProps) {
  return (
    <div class="columns">
      <div class="stack">
        <Show when={props.domain.proof}>
          {(record) => (
            <ProofCard domain={props.domain} record={record()} newest={props.operations.value()?.items[0]} />
          )}
        </Show>
        <Show when={props.domain.registrar === "autodns"}>
          <Registered domain={props.domain} staff={props.staff} holder={props.address("contacts")} />
        </Show>
        <OperationHistory view={props.operations} except={props.operation?.id} />
      </div>
      <div class="stack">
        <Facts domain={props.domain} websites={props.address("websites")} />
        <Show when={props.domain.registrar === "external"}>
          <Removal domain={props.domain} staff={props.staff} />
        </Show>
      </div>
    </div>
  );
}

function Facts(props: { domain: Domain; websites: string }) {
  const may = createMay();
  const lines = (all: readonly string[]) => <For each={all}>{(one) => <bdi class="block">{one}</bdi>}</For>;
  return (
    <Card title={text.facts}>
      <Properties
        items={[
          { name: text.domainName, value: props.domain.name, mono: true },
          { name: text.since, value: formatDay(props.domain.createdAt) },
          { name: text.proven, value: props.domain.provenAt ? formatDay(props.domain.provenAt) : undefined },
          { name: text.expires, value: props.domain.expiresAt ? formatDay(props.domain.expiresAt) : undefined },
          {
            name: text.used,
            value:
              props.domain.provenAt && may(demands("service:read")) ? (
                <UsedFor domainId={props.domain.id} websites={props.websites} />
              ) : undefined,
          },
          {
            name: text.servers,
            value:
              props.domain.registrar === "external" && props.domain.nameServers.length > 0
                ? lines(props.domain.nameServers)
                : undefined,
          },
        ]}
      />
    </Card>
  );
}

/** The names of it that lead to websites. */
function UsedFor(props: { domainId: string; websites: string }) {
  const hosts = createView(getDomainHosts, () => [props.domainId]);
  return (
    <Show when={hosts.value()}>
      {(value) => (
        <A href={props.websites}>
          <For each={value().hosts} fallback={text.unused}>
            {(host) => <bdi class="block">{host.shown}</bdi>}
          </For>
        </A>
      )}
    </Show>
  );
}

/** What only a name has that is registered with us. */
function Registered(props: { domain: Domain; staff: boolean; holder: string }) {
  const may = createMay();
  const registration = createRegistration(() => props.domain.id);
  return (
    <Loaded
      from={registration}
      words={loading.words(registered.failed)}
      skeleton={
        <div class="card">
          <RowsSkeleton plain label={registered.loading} rows={2} />
        </div>
      }
    >
      {(value) => (
        <>
          <Show when={value().transferOut}>
            {(asked) => <TransferOutNotice domain={props.domain} asked={asked()} />}
          </Show>
          <Show when={value().verifyBy}>
            {(by) => (
              <Notice
                tone="warn"
                title={verification.title(formatDay(by()))}
                actions={
                  <Show when={may(mayManage)}>
                    <LinkButton size="small" href={props.holder}>
                      {verification.show}
                    </LinkButton>
                  </Show>
                }
              >
                {verification.overview}
              </Notice>
            )}
          </Show>
          <Show when={value().job}>{(job) => <JobNotice job={job()} staff={props.staff} />}</Show>
          <TermCard domain={props.domain} registration={value()} staff={props.staff} />
          <Show when={props.domain.nameServers.length > 0}>
            <NameServersCard domain={props.domain} registration={value()} />
          </Show>
        </>
      )}
    </Loaded>
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
