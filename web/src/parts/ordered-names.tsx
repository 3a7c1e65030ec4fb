import { For, Show } from "solid-js";
import type { Order } from "#web/data/orders.ts";
import { formatMoney, type Money } from "#web/lib/money.ts";
import { Card } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./ordered-names.text.ts";

type OrderedName = Order["domains"][number];

const tones: Record<OrderedName["state"], Tone> = {
  unpaid: "plain",
  due: "run",
  sent: "run",
  accepted: "run",
  succeeded: "ok",
  failed: "bad",
  cancelled: "plain",
};
/** Paid for, and not given back with the rest of the order. */
const kept: ReadonlySet<OrderedName["state"]> = new Set(["sent", "accepted", "succeeded", "failed"]);

/** Whether something is still going to happen to a name of the order. */
export const areNamesMoving = ({ domains }: Pick<Order, "domains">): boolean =>
  domains.some(({ state }) => tones[state] === "run");

/** What comes back when the order is given up: names that the registry has are settled by themselves. */
export function refundable({ price, domains }: Pick<Order, "price" | "domains">): Money {
  const spent = domains.reduce((all, one) => all + (kept.has(one.state) ? one.price.minor : 0), 0);
  return { ...price, minor: price.minor - spent };
}

/** The names in an order, each with what it costs and how far it is. */
export function OrderedNames(props: { names: Order["domains"]; addressOf: (domainId: string) => string }) {
  return (
    <Card title={text.title}>
      <Rows>
        <For each={props.names}>
          {(name) => (
            <Row
              icon="globe"
              wrap
              title={<bdi>{name.shown}</bdi>}
              text={
                <>
                  <Show when={text.what[name.what]}>{(what) => <span class="block">{what()}</span>}</Show>
                  <Status tone={tones[name.state]}>{text.state[name.state]}</Status>
                  <Show when={name.failure}>
                    {(failure) => (
                      <span class="block">
                        {failure().message} {text.refund[name.refund ?? "pending"](formatMoney(name.price))}
                      </span>
                    )}
                  </Show>
                </>
              }
              end={
                <div class="page-actions row-end">
                  <span class="figure">{formatMoney(name.price)}</span>
                  <Show when={name.state === "succeeded"}>
                    <LinkButton size="small" href={props.addressOf(name.domainId)} aria-label={text.openOf(name.shown)}>
                      {text.open}
                    </LinkButton>
                  </Show>
                </div>
              }
            />
          )}
        </For>
      </Rows>
    </Card>
  );
}
