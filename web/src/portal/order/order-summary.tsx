import { For, Show } from "solid-js";
import { type Interval, intervals } from "#core/catalog/catalog.state.ts";
import type { AppOffer } from "#web/data/apps.ts";
import type { Plan } from "#web/data/plans.ts";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { appTitle } from "#web/parts/apps.text.ts";
import { wordsOfExtras } from "#web/parts/extras.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import type { ChosenExtra } from "./chosen-extras.ts";
import { nameLine, renewalLine, renewalsPaid, totalOf } from "./domains/name-lines.ts";
import type { OrderableName } from "./domains/names.ts";
import type { OrderStep } from "./draft.ts";
import { text } from "./new-order.text.ts";

const priceOf = (plan: Plan, interval: Interval) => (interval === "year" && plan.yearlyPrice) || plan.price;

/** What is paid with the order. */
function dueToday({ plan, interval, names }: Summary): Money | undefined {
  if (!plan) return undefined;
  const first = priceOf(plan, interval);
  return totalOf([first, plan.setupFee, ...names.map(({ price }) => price)], first.currency);
}

export interface Summary {
  /** With its extras. */
  plan: Plan | undefined;
  extras: readonly ChosenExtra[];
  interval: Interval;
  app: AppOffer | undefined;
  /** Domains that are registered with it. */
  names: readonly OrderableName[];
  /** Whether a card pays for them in later years. Undefined: not known. */
  namesByCard: boolean | undefined;
  host: string | undefined;
  step: OrderStep;
  busy: boolean;
  mayOrder: boolean;
  isStranger: boolean;
}

const onwards = ({ step, isStranger }: Summary): string =>
  step === "name" && isStranger ? text.signIn : text.submit[step];

/** What has been chosen, what is paid today, and the way on. */
export function OrderSummary(
  props: Summary & { onInterval: (interval: Interval) => void; onBack: (() => void) | undefined },
) {
  const price = () => (props.plan ? formatMoney(priceOf(props.plan, props.interval)) : undefined);
  return (
    <Card title={text.summary}>
      <Show when={props.plan?.yearlyPrice}>
        <CardBody>
          <Segmented
            label={text.interval}
            options={intervals.map((value) => ({ value, label: text.intervals[value] }))}
            value={props.interval}
            onChange={props.onInterval}
          />
        </CardBody>
      </Show>
      <Properties
        items={[
          { name: text.summaryPlan, value: props.plan?.name ?? text.missing },
          { name: text.extras, value: wordsOfExtras(props.extras) || undefined },
          { name: text.summaryApp, value: props.app ? appTitle(props.app.template) : text.missing },
          { name: text.summaryAddress, value: props.host ?? text.missing },
          { name: text.first[props.interval], value: price() },
          {
            name: text.setup,
            value: props.plan && props.plan.setupFee.minor > 0 ? formatMoney(props.plan.setupFee) : undefined,
          },
          ...props.names.map(nameLine),
          {
            name: text.summaryToday,
            value: (
              <Show when={dueToday(props)} fallback={text.missing}>
                {(due) => <b>{formatMoney(due())}</b>}
              </Show>
            ),
          },
          renewalLine(props.names),
        ]}
      />
      <CardBody class="grid gap-4">
        <p class="small second">
          {text.later[props.interval]} {renewalsPaid(props.namesByCard)}
        </p>
        <Show when={props.mayOrder} fallback={<Notice tone="warn">{text.mayNot}</Notice>}>
          <Button type="submit" tone="primary" size="large" wide busy={props.busy} class="not-on-phone">
            {onwards(props)}
          </Button>
        </Show>
        <Show when={props.onBack}>
          {(onBack) => (
            <Button size="large" wide onClick={() => onBack()()}>
              {text.back}
            </Button>
          )}
        </Show>
        <Show when={props.step === "name"}>
          <div>
            <h3>{text.next}</h3>
            <ol class="small second mt-2 grid list-decimal gap-1 ps-5">
              <For each={text.steps}>{(step) => <li>{step}</li>}</For>
            </ol>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}

/** On a phone the summary is below everything: the price and the way on stay in sight. */
export function OrderDock(props: Summary) {
  return (
    <Show when={props.mayOrder && dueToday(props)}>
      {(due) => (
        <div class="dock only-on-phone">
          <div class="grow">
            <b class="figure">
              {formatMoney(due())} {text.today}
            </b>
            <Show when={props.names.length === 0}>
              <p class="small second">{text.thenNothing}</p>
            </Show>
          </div>
          <Button type="submit" tone="primary" busy={props.busy}>
            {props.step === "name" && props.isStranger ? text.signInShort : text.submitShort}
          </Button>
        </div>
      )}
    </Show>
  );
}
