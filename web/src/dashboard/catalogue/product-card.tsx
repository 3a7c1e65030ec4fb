import { A } from "@solidjs/router";
import { createSignal, type JSX, Show } from "solid-js";
import { can, type SaleState } from "#core/catalog/catalog.state.ts";
import { type CatalogPlan, type CatalogProduct, moved, reorderPlans, setProductState } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { factsOf } from "#web/parts/plan-face.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Asking } from "./asking.tsx";
import { text } from "./catalogue.text.ts";
import { Mover } from "./mover.tsx";
import { PlanSheet } from "./plan-sheet.tsx";
import { ProductSheet } from "./product-sheet.tsx";

const tones: Record<SaleState, Tone> = { draft: "run", on_sale: "ok", retired: "plain" };
export const SaleStatus = (props: { state: SaleState }) => (
  <Status tone={tones[props.state]}>{text.states[props.state]}</Status>
);

/** A product with its plans, and what may be done about them. */
export function ProductCard(props: { product: CatalogProduct; mayManage: boolean; mover?: JSX.Element }) {
  const [open, setOpen] = createSignal<"edit" | "plan" | "on_sale" | "retired">();
  const moving = createRequest(reorderPlans);
  const turning = createRequest((key, state: "on_sale" | "retired") =>
    setProductState(key, { productId: props.product.id, revision: props.product.revision, state }),
  );
  const ids = () => props.product.plans.map(({ id }) => id);
  const move = (id: CatalogPlan["id"], by: -1 | 1) => void moving.run(props.product.id, ids(), moved(ids(), id, by));
  const onSale = () => props.product.plans.filter(({ state }) => state === "on_sale").length;
  const columns: readonly Column<CatalogPlan>[] = [
    {
      head: text.plan,
      kind: "wide",
      cell: (plan) => (
        <TitleCell
          first={<A href={paths.dashboardCatalogPlan(plan.id)}>{plan.name}</A>}
          second={<span class="wrap-anywhere">{plan.summary}</span>}
        />
      ),
    },
    {
      head: text.contents,
      cell: (plan) => (
        <Show when={plan.current ?? plan.draft}>{(version) => factsOf(version()).slice(0, 2).join(", ")}</Show>
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
        <Show when={props.mayManage && props.product.plans.length > 1}>
          <Mover
            name={plan.name}
            first={ids()[0] === plan.id}
            last={ids().at(-1) === plan.id}
            busy={moving.pending()}
            onMove={(by) => move(plan.id, by)}
          />
        </Show>
      ),
    },
  ];
  const state = () => (open() === "on_sale" || open() === "retired" ? (open() as "on_sale" | "retired") : undefined);
  return (
    <Card
      title={props.product.name}
      aside={
        <span class="flex flex-wrap items-center justify-end gap-3">
          <SaleStatus state={props.product.state} />
          {props.mover}
        </span>
      }
      foot={
        props.mayManage ? (
          <span class="flex flex-wrap gap-2">
            <Button
              size="small"
              icon="plus"
              aria-label={text.newPlanIn(props.product.name)}
              onClick={() => setOpen("plan")}
            >
              {text.newPlan}
            </Button>
            <Button size="small" aria-label={text.editOf(props.product.name)} onClick={() => setOpen("edit")}>
              {text.edit}
            </Button>
            <Show when={can("offerProduct", props.product)}>
              <Button size="small" aria-label={text.offerOf(props.product.name)} onClick={() => setOpen("on_sale")}>
                {text.offer}
              </Button>
            </Show>
            <Show when={props.product.state === "on_sale"}>
              <Button size="small" aria-label={text.retireOf(props.product.name)} onClick={() => setOpen("retired")}>
                {text.retire}
              </Button>
            </Show>
          </span>
        ) : undefined
      }
    >
      <Show when={props.product.description || moving.failure()}>
        <CardBody class="grid gap-4">
          <Show when={props.product.description}>
            <p class="second wrap-anywhere">{props.product.description}</p>
          </Show>
          <Show when={moving.failure()}>
            {(failure) => (
              <Notice tone="bad" urgent title={text.notMoved}>
                {failure().message}
              </Notice>
            )}
          </Show>
        </CardBody>
      </Show>
      <Show
        when={props.product.plans.length > 0}
        fallback={
          <CardBody>
            <p class="second">{text.noPlans}</p>
          </CardBody>
        }
      >
        <Table label={props.product.name} columns={columns} items={props.product.plans} />
      </Show>
      <Show when={open() === "edit"}>
        <ProductSheet product={props.product} onClose={() => setOpen()} />
      </Show>
      <Show when={open() === "plan"}>
        <PlanSheet product={props.product} onClose={() => setOpen()} />
      </Show>
      <Show when={state()}>
        {(to) => (
          <Asking
            title={text.state_product[to()].title(props.product.name)}
            text={text.state_product[to()].text(onSale())}
            confirm={text.state_product[to()].confirm}
            done={text.state_product[to()].done(props.product.name)}
            danger={to() === "retired"}
            request={{ ...turning, run: () => turning.run(to()) }}
            onClose={() => setOpen()}
          />
        )}
      </Show>
    </Card>
  );
}
