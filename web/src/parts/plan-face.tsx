import { For, Show } from "solid-js";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { formatCores, formatMegabytes, formatNumber } from "#web/lib/size.ts";
import { Icon } from "#web/ui/icon.tsx";
import { text } from "./plan-face.text.ts";

export interface PlanShown {
  name: string;
  summary: string;
  price: Money;
  yearlyPrice: Money | null;
  setupFee: Money;
  limits: { memoryMb: number; cpuPercent: number; processes: number; diskMb: number };
  quotas: { trafficGb: number; sites: number; databases: number };
}

/** What is in a plan, in words; one line each. */
export function factsOf({ limits, quotas }: Pick<PlanShown, "limits" | "quotas">): string[] {
  return [
    text.memory(formatMegabytes(limits.memoryMb), formatCores(limits.cpuPercent)),
    text.storage(formatMegabytes(limits.diskMb)),
    text.traffic(formatNumber(quotas.trafficGb)),
    text.sites(quotas.sites),
    ...(quotas.databases > 0 ? [text.databases(quotas.databases)] : []),
    text.processes(limits.processes),
  ];
}

/** What customers read of a plan; stands in a `.pick`, where they order and where staff edit it. */
export function PlanFace(props: { plan: PlanShown }) {
  return (
    <>
      <span class="pick-head">
        <b>{props.plan.name}</b>
        <p>{props.plan.summary}</p>
      </span>
      <span>
        <span class="big">{formatMoney(props.plan.price)}</span> <span class="second">{text.month}</span>
        <p class="figure">{text.month13(formatMoney(props.plan.price))}</p>
        <Show when={props.plan.yearlyPrice}>
          {(price) => <p class="figure">{text.orYear(formatMoney(price()))}</p>}
        </Show>
        <Show when={props.plan.setupFee.minor > 0}>
          <p class="figure">{text.setup(formatMoney(props.plan.setupFee))}</p>
        </Show>
      </span>
      <ul>
        <For each={factsOf(props.plan)}>
          {(fact) => (
            <li>
              <Icon name="check" size="small" />
              {fact}
            </li>
          )}
        </For>
      </ul>
    </>
  );
}
