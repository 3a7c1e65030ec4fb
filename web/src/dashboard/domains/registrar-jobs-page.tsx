import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { can, jobStates } from "#core/domains/job.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getRegistrarJobs, type RegistrarJob, retryRegistrarJob } from "#web/data/registrar.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createOlder } from "#web/lib/older.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { createStateFilter, StateFilter } from "#web/parts/state-filter.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text as texts } from "./registrar.text.ts";

const text = texts.jobs;

const tones: Record<RegistrarJob["state"], Tone> = {
  ...{ unpaid: "plain", due: "run", sent: "warn", accepted: "run" },
  ...{ succeeded: "ok", failed: "bad", cancelled: "plain" },
};

/** Why it failed, or what was said last; and what became of its money. */
const detailOf = ({ failure, notice, attempt, refund }: RegistrarJob) =>
  [refund && text.refunds[refund], failure?.message ?? notice ?? (attempt > 0 ? text.tries(attempt) : "")]
    .filter(Boolean)
    .join(" · ");

/** What the registrar was asked for, for whom, and what came of it. */
export default function RegistrarJobsPage() {
  const names = createNames();
  const may = createMay();
  const filter = createStateFilter(jobStates);
  const jobs = createView(getRegistrarJobs, () => [filter.narrowed()]);
  const older = createOlder(jobs.value, (cursor) => getRegistrarJobs({ ...filter.narrowed(), cursor }));
  const items = older.items;
  const retry = createRequest(retryRegistrarJob);
  createPolling(() => (items().some(({ endedAt }) => endedAt === null) ? 3000 : 15_000), jobs.retry);
  const columns: readonly Column<RegistrarJob>[] = [
    {
      head: text.job,
      kind: "wide",
      cell: (job) => (
        <TitleCell
          first={
            <A href={paths.dashboardDomain(job.domainId)}>
              {texts.what[job.what]} {job.name}
            </A>
          }
          second={<span class="two-lines">{detailOf(job)}</span>}
        />
      ),
    },
    { head: texts.state, cell: ({ state }) => <Status tone={tones[state]}>{texts.jobStates[state]}</Status> },
    {
      head: texts.customer,
      cell: ({ accountId }) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(accountId)}>
          {names.ofCustomer(accountId) ?? texts.show}
        </A>
      ),
    },
    {
      head: text.price,
      kind: "amount",
      cell: ({ price, orderId }) =>
        price && orderId && <A href={paths.dashboardOrder(orderId)}>{formatMoney(price)}</A>,
    },
    { head: text.begun, kind: "amount", cell: ({ createdAt }) => <Moment at={createdAt} /> },
    {
      head: texts.action,
      kind: "actions",
      cell: (job) => (
        <Show when={can("retry", job) && may(demands("queue:manage")) !== false}>
          <Button
            size="small"
            aria-label={text.retryNamed(texts.what[job.what], job.name)}
            busy={retry.pending()}
            onClick={() => void retry.run(job.id)}
          >
            {text.retry}
          </Button>
        </Show>
      ),
    },
  ];
  return (
    <>
      <PageHead
        title={text.title}
        crumb={{ href: paths.dashboardDomains, label: texts.domains }}
        line={
          <PageLine from={jobs}>{() => (items().length === 0 ? text.lineEmpty : text.line(items().length))}</PageLine>
        }
        actions={
          <>
            <LinkButton href={paths.dashboardRegistrarMessages}>{texts.messages.title}</LinkButton>
            <StateFilter
              label={texts.filter}
              all={texts.all}
              words={texts.jobStates}
              states={jobStates}
              filter={filter}
            />
          </>
        }
      />
      <Refusal of={retry} />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={jobs}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={texts.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="receipt" title={text.emptyTitle} text={text.emptyText} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
    </>
  );
}
