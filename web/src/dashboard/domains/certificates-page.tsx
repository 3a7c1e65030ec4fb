import { A } from "@solidjs/router";
import { lazy, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type CertificateHealth, getCertificateHealth, retryCertificate } from "#web/data/certificates.ts";
import { createRequest } from "#web/data/request.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatNumber } from "#web/lib/size.ts";
import { formatDay, formatDeadline } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Kpis } from "#web/ui/kpis.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text } from "./certificates.text.ts";

const CertificateCheck = lazy(() =>
  import("#web/parts/certificate-finding.tsx").then((part) => ({ default: part.CertificateCheck })),
);

type Troubled = CertificateHealth["items"][number];

/** How the certificates of all customers are, and which of them need somebody. */
export default function CertificatesPage() {
  const health = createView(getCertificateHealth, () => []);
  createPolling(() => 15_000, health.retry);
  return (
    <>
      <PageHead
        title={text.title}
        crumb={{ href: paths.dashboardDomains, label: text.domains }}
        line={<PageLine from={health}>{(value) => text.line(value().items.length)}</PageLine>}
      />
      <Loaded
        from={health}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton plain label={text.loading} rows={8} />
          </div>
        }
      >
        {(value) => (
          <div class="stack">
            <Kpis
              label={text.figures}
              items={[
                { label: text.valid, figure: formatNumber(value().valid) },
                { label: text.failing, figure: formatNumber(value().failing), note: text.failingNote },
                { label: text.late, figure: formatNumber(value().late), note: text.lateNote },
              ]}
            />
            <TroubledCard items={value().items} />
            <AuthoritiesCard authorities={value().authorities} />
          </div>
        )}
      </Loaded>
    </>
  );
}

function TroubledCard(props: { items: readonly Troubled[] }) {
  const names = createNames();
  const may = createMay();
  const retry = createRequest(retryCertificate);
  const columns: readonly Column<Troubled>[] = [
    {
      head: text.certificate,
      kind: "wide",
      cell: (item) => (
        <TitleCell
          first={
            <Show when={item.domainId} fallback={<bdi>{namesOf(item)}</bdi>}>
              {(domainId) => (
                <A href={paths.dashboardDomain(domainId(), "certificates")}>
                  <bdi>{namesOf(item)}</bdi>
                </A>
              )}
            </Show>
          }
          second={
            <>
              <span class="wrap-anywhere">{detailOf(item)}</span>
              <Show when={item.method !== "manual" && (may(mayManage) === true || item.check)}>
                <CertificateCheck name={namesOf(item)} certificate={item} open={may(mayManage) === true} />
              </Show>
            </>
          }
        />
      ),
    },
    {
      head: text.state,
      cell: (item) => {
        const { tone, word } = stateOf(item);
        return <Status tone={tone}>{word}</Status>;
      },
    },
    {
      head: text.customer,
      cell: ({ accountId }) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(accountId)}>
          {names.ofCustomer(accountId) ?? text.show}
        </A>
      ),
    },
    {
      head: text.website,
      cell: ({ services: [first] }) =>
        first && (
          <A class="two-lines wrap-anywhere" href={paths.dashboardService(first.id, "settings")}>
            {first.host}
          </A>
        ),
    },
    { head: text.until, kind: "amount", cell: ({ notAfter }) => notAfter && formatDay(notAfter) },
    {
      head: text.action,
      kind: "actions",
      cell: (item) => (
        <Show when={item.failure !== null && may(mayManage) === true}>
          <Button
            size="small"
            aria-label={text.retryOf(namesOf(item))}
            busy={retry.pending()}
            onClick={() => void retry.run(item.id)}
          >
            {text.retry}
          </Button>
        </Show>
      ),
    },
  ];
  return (
    <Card title={text.list}>
      <Show when={retry.failure()}>
        <CardBody>
          <Refusal of={retry} />
        </CardBody>
      </Show>
      <Show
        when={props.items.length > 0}
        fallback={<EmptyState icon="shield" title={text.emptyTitle} text={text.emptyText} />}
      >
        <Table label={text.list} columns={columns} items={props.items} />
      </Show>
    </Card>
  );
}

const namesOf = ({ names: [first = "", ...more] }: Troubled): string => text.names(first, more.length);

const isOver = ({ notAfter }: Troubled): boolean => notAfter !== null && Date.parse(notAfter) <= Date.now();

function stateOf(item: Troubled): { tone: Tone; word: string } {
  if (isOver(item)) return { tone: "bad", word: text.states.over };
  if (item.state !== "valid") return { tone: "bad", word: text.states.never };
  return item.late ? { tone: "bad", word: text.states.late } : { tone: "warn", word: text.states.failing };
}

/** Why, how often, and when it is tried again. */
function detailOf({ method, failure, renewAt }: Troubled): string {
  if (method === "manual") return text.manual;
  const next = renewAt && Date.parse(renewAt) > Date.now() ? text.next(formatDeadline(renewAt)) : "";
  return [failure?.message, failure && text.tried(failure.inARow), next].filter(Boolean).join(" ");
}

interface Counted {
  name: string;
  valid: number;
  failing: number;
}

function AuthoritiesCard(props: { authorities: CertificateHealth["authorities"] }) {
  const rows = () => props.authorities.flatMap(counted).toSorted((one, other) => other.valid - one.valid);
  const columns: readonly Column<Counted>[] = [
    { head: text.authority, kind: "wide", cell: ({ name }) => <span class="wrap-anywhere">{name}</span> },
    { head: text.valid, kind: "amount", cell: ({ valid }) => formatNumber(valid) },
    { head: text.failing, kind: "amount", cell: ({ failing }) => formatNumber(failing) },
  ];
  return (
    <Card title={text.authorities}>
      <Show
        when={rows().length > 0}
        fallback={
          <CardBody>
            <p class="second">{text.authoritiesEmpty}</p>
          </CardBody>
        }
      >
        <Table label={text.authorities} columns={columns} items={rows()} />
      </Show>
    </Card>
  );
}

/** Without a directory, those that are good were brought, and those that fail never came as far as to one. */
function counted({ directory, valid, failing }: CertificateHealth["authorities"][number]): Counted[] {
  if (directory !== null) return [{ name: new URL(directory).host, valid, failing }];
  return [
    ...(valid > 0 ? [{ name: text.brought, valid, failing: 0 }] : []),
    ...(failing > 0 ? [{ name: text.none, valid: 0, failing }] : []),
  ];
}
