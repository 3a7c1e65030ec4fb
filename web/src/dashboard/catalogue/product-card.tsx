import { createSignal, For, type JSX, Show } from "solid-js";
import { can, type PlanKind, planKinds } from "#core/catalog/catalog.state.ts";
import { type CatalogProduct, setProductState } from "#web/data/catalogue.ts";
import { createRequest } from "#web/data/request.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Asking } from "./asking.tsx";
import { text } from "./catalogue.text.ts";
import { PlanSheet } from "./plan-sheet.tsx";
import { PlansTable } from "./plans-table.tsx";
import { ProductSheet } from "./product-sheet.tsx";
import { SaleStatus } from "./sale-status.tsx";

/** A product with its plans, and what may be done about them. */
export function ProductCard(props: { product: CatalogProduct; mayManage: boolean; mover?: JSX.Element }) {
  const [open, setOpen] = createSignal<"edit" | PlanKind | "on_sale" | "retired">();
  const turning = createRequest((key, state: "on_sale" | "retired") =>
    setProductState(key, { productId: props.product.id, revision: props.product.revision, state }),
  );
  const onSale = () => props.product.plans.filter(({ kind, state }) => kind === "plan" && state === "on_sale").length;
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
            <Button
              size="small"
              icon="plus"
              aria-label={text.newExtraIn(props.product.name)}
              onClick={() => setOpen("extra")}
            >
              {text.newExtra}
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
      <Show when={props.product.description}>
        <CardBody>
          <p class="second wrap-anywhere">{props.product.description}</p>
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
        <For each={planKinds}>
          {(kind) => <PlansTable product={props.product} kind={kind} mayManage={props.mayManage} />}
        </For>
      </Show>
      <Show when={open() === "edit"}>
        <ProductSheet product={props.product} onClose={() => setOpen()} />
      </Show>
      <Show when={planKinds.find((kind) => kind === open())}>
        {(kind) => <PlanSheet product={props.product} kind={kind()} onClose={() => setOpen()} />}
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
