import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { getQueues, type Queue } from "#web/data/dashboard.ts";
import { createPolling } from "#web/lib/polling.ts";
import { formatNumber } from "#web/lib/size.ts";
import { formatAge } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { QueueStatus } from "./queue-status.tsx";
import { asked, nameOf, purposeOf, text } from "./queues.text.ts";

const lookAgainMs = 10_000;

const columns: readonly Column<Queue>[] = [
  {
    head: text.queue,
    kind: "wide",
    cell: (queue) => (
      <TitleCell
        tile={<Tile icon="tray" />}
        first={<A href={paths.dashboardQueue(queue.name)}>{nameOf(queue.name)}</A>}
        second={purposeOf(queue.name)}
      />
    ),
  },
  { head: text.state, cell: (queue) => <QueueStatus queue={queue} /> },
  { head: text.waiting, kind: "amount", cell: (queue) => text.waitingLater(queue.waiting, queue.later) },
  { head: text.inWork, kind: "amount", cell: (queue) => formatNumber(queue.inWork) },
  {
    head: text.oldest,
    kind: "wide",
    cell: (queue) => <Show when={queue.oldest}>{(oldest) => <Oldest message={oldest()} />}</Show>,
  },
];

function Oldest(props: { message: NonNullable<Queue["oldest"]> }) {
  return (
    <TitleCell
      first={props.message.about?.title ?? asked(props.message.event)}
      second={
        <span class="two-lines">
          {text.ageAndCause(formatAge(props.message.sentAt), props.message.failure?.message ?? text.noCause)}
        </span>
      }
    />
  );
}

export default function QueuesPage() {
  const queues = createView(getQueues, () => []);
  createPolling(() => lookAgainMs, queues.retry);
  return (
    <>
      <PageHead
        title={text.title}
        line={
          <PageLine from={queues}>{(value) => text.line(value().reduce((sum, { dead }) => sum + dead, 0))}</PageLine>
        }
      />
      <Card title={text.list} titleHidden foot={<span>{text.foot}</span>}>
        <Loaded
          padded
          from={queues}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton label={text.loading} rows={3} />}
        >
          {(value) => <Table label={text.list} columns={columns} items={value()} />}
        </Loaded>
      </Card>
    </>
  );
}
