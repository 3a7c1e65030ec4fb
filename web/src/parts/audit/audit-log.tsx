import { createMemo, For, type JSX, Show } from "solid-js";
import type { ActorKind, Family } from "#core/audit/audit.state.ts";
import { type AuditEntry, type AuditFilter, type ExportPart, exported } from "#web/data/audit.ts";
import { createRequest } from "#web/data/request.ts";
import { dayGroups, dayOf } from "#web/lib/day-groups.ts";
import { download } from "#web/lib/download.ts";
import { createOlder } from "#web/lib/older.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { MoreRows } from "#web/parts/more-rows.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./audit.text.ts";
import { createAuditFilter } from "./audit-filter.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditLinks, AuditRow } from "./audit-row.tsx";

type Read = Parameters<typeof createView<[AuditFilter], { items: AuditEntry[]; nextCursor: string | null }>>[0];

/** A log by days, narrowed by what stands in the address. Portal and dashboard differ in what they read and where it leads. */
export function AuditLog(props: {
  title: string;
  failed: string;
  loading: string;
  file: string;
  read: Read;
  readPart: ExportPart;
  families: readonly Family[];
  kinds: Record<ActorKind, string>;
  links: AuditLinks;
  /** Said after the page's line. */
  lineEnd?: JSX.Element;
  /** Stands above the filters. */
  notice?: JSX.Element;
}): JSX.Element {
  const filter = createAuditFilter();
  const first = createView(props.read, () => [filter.asked()]);
  const older = createOlder(first.value, (cursor) => props.read({ ...filter.asked(), cursor }));
  const days = createMemo(() => dayGroups(older.items()));
  const saving = createRequest((_key, format: "csv" | "json") => exported(props.readPart, filter.asked(), format));
  const save = async (format: "csv" | "json") => {
    const result = await saving.run(format);
    if (!result) return;
    const type = format === "csv" ? "text/csv;charset=utf-8" : "application/json";
    download(`${props.file}-${dayOf(new Date())}.${format}`, type, result.text);
    toast(result.cut ? text.cut(result.rows) : text.done(result.rows));
  };
  const nameOf = (key: "person" | "target" | "account"): string | undefined => {
    const id = filter.chosen(key);
    for (const { actor, target, account } of older.items()) {
      if (key === "person" && actor.personId === id) return actor.name;
      if (key === "target" && target.id === id) return target.name ?? undefined;
      if (key === "account" && account?.id === id) return account.name ?? undefined;
    }
    return undefined;
  };
  const today = dayOf(new Date());
  const titleOf = (day: string) => (day === today ? text.today : formatDay(`${day}T12:00:00`));

  return (
    <>
      <PageHead
        title={props.title}
        line={
          <>
            <PageLine from={first}>
              {() =>
                older.items().length === 0
                  ? text.lineEmpty
                  : text.line(older.items().length, filter.isSet(), older.hasMore())
              }
            </PageLine>
            {props.lineEnd}
          </>
        }
        actions={
          <>
            <Button busy={saving.pending()} onClick={() => void save("csv")}>
              {text.exportCsv}
            </Button>
            <Button busy={saving.pending()} onClick={() => void save("json")}>
              {text.exportJson}
            </Button>
          </>
        }
      />
      <div class="stack">
        {props.notice}
        <AuditFilters filter={filter} families={props.families} kinds={props.kinds} nameOf={nameOf} />
        <Show when={saving.failure()}>
          {(failure) => (
            <Notice urgent tone="bad" title={text.exportFailed}>
              {failure().message}
            </Notice>
          )}
        </Show>
        <Loaded
          from={first}
          words={loading.words(props.failed)}
          skeleton={
            <div class="card">
              <RowsSkeleton label={props.loading} rows={8} />
            </div>
          }
        >
          {() => (
            <For
              each={days().map(({ day }) => day)}
              fallback={
                <Card title={props.title} titleHidden>
                  <EmptyState
                    icon="clock"
                    title={filter.isSet() ? text.nothingTitle : text.emptyTitle}
                    text={filter.isSet() ? text.nothingText : text.emptyText}
                  />
                </Card>
              }
            >
              {(day) => (
                <Card
                  title={titleOf(day)}
                  foot={older.hasMore() && days().at(-1)?.day === day ? <MoreRows older={older} /> : undefined}
                >
                  <Rows>
                    <For each={days().find((one) => one.day === day)?.items}>
                      {(entry) => (
                        <AuditRow
                          entry={entry}
                          links={props.links}
                          onPerson={(personId) => filter.choose("person", personId)}
                        />
                      )}
                    </For>
                  </Rows>
                </Card>
              )}
            </For>
          )}
        </Loaded>
      </div>
    </>
  );
}
