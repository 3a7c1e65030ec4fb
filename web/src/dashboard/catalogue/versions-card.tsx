import { Show } from "solid-js";
import type { PlanDetail, PlanVersion } from "#web/data/catalogue.ts";
import { formatMoney } from "#web/lib/money.ts";
import { addedBy } from "#web/parts/extras.ts";
import { Moment } from "#web/parts/moment.tsx";
import { factsOf } from "#web/parts/plan-face.tsx";
import { Card } from "#web/ui/card.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text as words } from "./catalogue.text.ts";
import { text } from "./plan.text.ts";

/** Everything that the plan ever was, and how many run on each. */
export function VersionsCard(props: { plan: PlanDetail }) {
  const isCurrent = (version: PlanVersion) => props.plan.state === "on_sale" && version.id === props.plan.current?.id;
  const inWords = (version: PlanVersion) =>
    props.plan.kind === "extra" ? addedBy(version) : factsOf(version).slice(0, 2);
  const columns: readonly Column<PlanVersion>[] = [
    {
      head: text.version,
      kind: "wide",
      cell: (version) => (
        <TitleCell
          first={`${text.version} ${version.number}`}
          second={isCurrent(version) ? text.current : inWords(version).join(", ")}
        />
      ),
    },
    {
      head: text.published,
      cell: (version) => (
        <Show when={version.publishedAt} fallback={<span class="third">{text.notPublished}</span>}>
          {(at) => (
            <>
              <Moment at={at()} />
              <Show when={version.publishedBy}>
                {(who) => <span class="cell-second">{text.publishedBy(who())}</span>}
              </Show>
            </>
          )}
        </Show>
      ),
    },
    { head: words.price, kind: "amount", cell: (version) => formatMoney(version.price) },
    { head: text.services, kind: "amount", cell: (version) => version.services },
    { head: text.open, kind: "amount", cell: (version) => version.openOrders },
  ];
  return (
    <Card title={text.versions}>
      <Table label={text.versions} columns={columns} items={props.plan.versions} />
    </Card>
  );
}
