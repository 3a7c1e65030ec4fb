import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { messageStates } from "#core/domains/message.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getRegistrarMessages, type RegistrarMessage, skipRegistrarMessage } from "#web/data/registrar.ts";
import { createRequest } from "#web/data/request.ts";
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
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text as texts } from "./registrar.text.ts";

const text = texts.messages;
const tones: Record<RegistrarMessage["state"], Tone> = { handled: "ok", waiting: "warn", failed: "bad" };

const subjectOf = ({ subject }: RegistrarMessage) => subject ?? text.noSubject;
const detailOf = ({ state, what, status, words, failures, failure }: RegistrarMessage) =>
  (state === "failed" ? [failure, text.tried(failures)] : [what, status, words]).filter(Boolean).join(" · ");

/** What the registrar told: one after the other, each once in effect. */
export default function RegistrarMessagesPage() {
  const names = createNames();
  const may = createMay();
  const filter = createStateFilter(messageStates);
  const messages = createView(getRegistrarMessages, () => [filter.narrowed()]);
  const older = createOlder(messages.value, (cursor) => getRegistrarMessages({ ...filter.narrowed(), cursor }));
  const items = older.items;
  const skip = createRequest(skipRegistrarMessage);
  const [asked, setAsked] = createSignal<RegistrarMessage>();
  createPolling(() => 10_000, messages.retry);
  const confirm = async () => {
    const message = asked();
    if (message && (await skip.run(message.id))) setAsked(undefined);
  };
  const columns: readonly Column<RegistrarMessage>[] = [
    {
      head: text.message,
      kind: "wide",
      cell: (message) => (
        <TitleCell
          first={
            <Show when={message.domainId} fallback={subjectOf(message)}>
              {(domainId) => <A href={paths.dashboardDomain(domainId())}>{subjectOf(message)}</A>}
            </Show>
          }
          second={<span class="two-lines wrap-anywhere">{detailOf(message)}</span>}
        />
      ),
    },
    { head: texts.state, cell: ({ state }) => <Status tone={tones[state]}>{texts.messageStates[state]}</Status> },
    {
      head: texts.customer,
      cell: ({ accountId }) =>
        accountId && (
          <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(accountId)}>
            {names.ofCustomer(accountId) ?? texts.show}
          </A>
        ),
    },
    { head: text.received, kind: "amount", cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
    {
      head: texts.action,
      kind: "actions",
      cell: (message) => (
        <Show when={message.state === "failed" && may(demands("queue:manage")) !== false}>
          <Button size="small" aria-label={text.skipNamed(subjectOf(message))} onClick={() => setAsked(message)}>
            {text.skip}
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
          <PageLine from={messages}>
            {() => (items().length === 0 ? text.lineEmpty : text.line(items().length))}
          </PageLine>
        }
        actions={
          <StateFilter
            label={texts.filter}
            all={texts.all}
            words={texts.messageStates}
            states={messageStates}
            filter={filter}
          />
        }
      />
      <Card title={text.list} titleHidden foot={older.hasMore() ? <MoreRows older={older} /> : undefined}>
        <Loaded
          padded
          from={messages}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={texts.loading} rows={8} />}
        >
          {() => (
            <Show
              when={items().length > 0}
              fallback={<EmptyState icon="tray" title={text.emptyTitle} text={text.emptyText} />}
            >
              <Table label={text.list} columns={columns} items={items()} />
            </Show>
          )}
        </Loaded>
      </Card>
      <ConfirmDialog
        open={asked() !== undefined}
        danger
        title={text.dialog.title}
        text={text.dialog.text}
        confirm={text.dialog.confirm}
        dismiss={text.dialog.dismiss}
        busy={skip.pending()}
        refusal={<Refusal of={skip} />}
        waits={skip.waiting() > 0}
        onConfirm={() => void confirm()}
        onClose={() => {
          setAsked(undefined);
          skip.clear();
        }}
      />
    </>
  );
}
