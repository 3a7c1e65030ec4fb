import { createMemo, For, Show } from "solid-js";
import type { Plan } from "#web/data/plans.ts";
import { formatMoney } from "#web/lib/money.ts";
import { PlanFace } from "#web/parts/plan-face.tsx";
import { Icon } from "#web/ui/icon.tsx";
import { text } from "./new-order.text.ts";

/** The plans as radio buttons that fill their cards, product by product. */
export function PlanPicks(props: {
  plans: readonly Plan[];
  chosen: string | undefined;
  onChoose: (slug: string) => void;
}) {
  const products = createMemo(() => {
    const ids = [...new Set(props.plans.map(({ product }) => product.id))];
    return ids.map((id) => props.plans.filter(({ product }) => product.id === id));
  });
  return (
    <fieldset>
      <legend class="unseen">{text.plan}</legend>
      <p class="small second mb-4">{text.planHint}</p>
      <div class="stack">
        <For each={products()}>
          {(plans) => (
            <div>
              <Show when={products().length > 1 && plans[0]}>
                {(first) => (
                  <div class="mb-3">
                    <h2>{first().product.name}</h2>
                    <p class="small second">{first().product.description}</p>
                  </div>
                )}
              </Show>
              <div class="picks">
                <For each={plans}>
                  {(plan) => (
                    <label class="pick">
                      <input
                        type="radio"
                        name="plan"
                        value={plan.id}
                        aria-label={text.pick(plan.name, formatMoney(plan.price))}
                        checked={plan.slug === props.chosen}
                        onChange={() => props.onChoose(plan.slug)}
                      />
                      <Icon name="check" class="pick-tick" />
                      <PlanFace plan={plan} />
                    </label>
                  )}
                </For>
              </div>
            </div>
          )}
        </For>
      </div>
    </fieldset>
  );
}
