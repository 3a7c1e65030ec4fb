import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { PlanKind } from "#core/catalog/catalog.state.ts";
import { type CatalogPlan, type CatalogProduct, moved, reorderPlans } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { addedBy } from "#web/parts/extras.ts";
import { factsOf } from "#web/parts/plan-face.tsx";
import { paths } from "#web/paths.ts";
import { CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { text } from "./catalogue.text.ts";
import { Mover } from "./mover.tsx";
import { SaleStatus } from "./sale-status.tsx";

/** The plans of a product, or what is sold on top of them, in the order in which customers see them. */
export function PlansTable(props: { product: CatalogProduct; kind: PlanKind; mayManage: boolean }) {
  const moving = createRequest(reorderPlans);
  const isExtra = props.kind === "extra";
  const plans = () => props.product.plans.filter(({ kind }) => kind === props.kind);
  const move = (plan: CatalogPlan, by: -1 | 1) => {
    const idsOf = (all: readonly CatalogPlan[]) => all.map(({ id }) => id);
    const ids = idsOf(props.product.plans);
    void moving.run(props.product.id, ids, moved(ids, plan.id, by, idsOf(plans())));
  };
  const columns: readonly Column<CatalogPlan>[] = [
    {
      head: isExtra ? text.extra : text.plan,
      kind: "wide",
      cell: (plan) => (
        <TitleCell
          first={<A href={paths.dashboardCatalogPlan(plan.id)}>{plan.name}</A>}
          second={<span class="wrap-anywhere">{plan.summary}</span>}
        />
      ),
    },
    {
      head: isExtra ? text.adds : text.contents,
      cell: (plan) => (
        <Show when={plan.current ?? plan.draft}>
          {(version) => (isExtra ? addedBy(version()) : factsOf(version()).slice(0, 2)).join(", ")}
        </Show>
      ),
    },
    {
      head: text.state,
      cell: (plan) => (
        <>
          <SaleStatus state={plan.state} />
          <Show when={plan.draft && plan.current}>
            <span class="cell-second">{text.draftWaits}</span>
          </Show>
        </>
      ),
    },
    { head: text.websites, kind: "amount", cell: (plan) => plan.services },
    {
      head: text.price,
      kind: "amount",
      cell: (plan) => (
        <Show when={plan.current} fallback={<span class="third">{text.noPrice}</span>}>
          {(current) => formatMoney(current().price)}
        </Show>
      ),
    },
    {
      head: text.actions,
      kind: "actions",
      cell: (plan) => (
        <Show when={props.mayManage && plans().length > 1}>
          <Mover
            name={plan.name}
            first={plans()[0]?.id === plan.id}
            last={plans().at(-1)?.id === plan.id}
            busy={moving.pending()}
            onMove={(by) => move(plan, by)}
          />
        </Show>
      ),
    },
  ];
  return (
    <Show when={plans().length > 0}>
      <Show when={isExtra}>
        <CardBody>
          <h3>{text.extras}</h3>
        </CardBody>
      </Show>
      <Show when={moving.failure()}>
        {(failure) => (
          <CardBody>
            <Notice tone="bad" urgent title={text.notMoved}>
              {failure().message}
            </Notice>
          </CardBody>
        )}
      </Show>
      <Table
        label={isExtra ? text.extrasOf(props.product.name) : props.product.name}
        columns={columns}
        items={plans()}
      />
    </Show>
  );
}
