import { For } from "solid-js";
import type { Plan } from "#web/data/plans.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatCores, formatMegabytes } from "#web/lib/size.ts";
import { Icon } from "#web/ui/icon.tsx";
import { text } from "./new-order.text.ts";

/** The plans as radio buttons that fill their cards. */
export function PlanPicks(props: {
  plans: readonly Plan[];
  chosen: string | undefined;
  onChoose: (planId: string) => void;
}) {
  return (
    <fieldset>
      <legend class="unseen">{text.plan}</legend>
      <div class="mb-4 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2>{text.plan}</h2>
        <span class="small second">{text.planHint}</span>
      </div>
      <div class="picks">
        <For each={props.plans}>
          {(plan) => {
            const price = formatMoney(plan.price);
            const facts = [
              text.memory(formatMegabytes(plan.limits.memoryMb), formatCores(plan.limits.cpuPercent)),
              text.storage(formatMegabytes(plan.limits.diskMb)),
              text.processes(plan.limits.processes),
            ];
            return (
              <label class="pick">
                <input
                  type="radio"
                  name="plan"
                  value={plan.id}
                  aria-label={text.pick(plan.name, price)}
                  checked={plan.id === props.chosen}
                  onChange={() => props.onChoose(plan.id)}
                />
                <Icon name="check" class="pick-tick" />
                <span class="pick-head">
                  <b>{plan.name}</b>
                  <p>{plan.summary}</p>
                </span>
                <span>
                  <span class="big">{price}</span> <span class="second">{text.month}</span>
                  <p class="figure">{text.month13(price)}</p>
                </span>
                <ul>
                  <For each={facts}>
                    {(fact) => (
                      <li>
                        <Icon name="check" size="small" />
                        {fact}
                      </li>
                    )}
                  </For>
                </ul>
              </label>
            );
          }}
        </For>
      </div>
    </fieldset>
  );
}
