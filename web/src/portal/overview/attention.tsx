import { createSignal, For, Show } from "solid-js";
import type { Order } from "#web/data/orders.ts";
import { isWaiting, type Service } from "#web/data/services.ts";
import { formatDay, formatDeadline } from "#web/lib/time.ts";
import { PayButton } from "#web/parts/pay-button.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { text } from "./overview.text.ts";

const shownFirst = 5;

export type Need = Service | Order;

const isOrder = (need: Need): need is Order => "siteName" in need;

/** What a person has to do something about, the most pressing first. The rows themselves, so that they stay in place. */
export function needs(services: readonly Service[], unpaid: readonly Order[]): Need[] {
  const pressing = services.filter(
    (service) =>
      service.state === "failed" ||
      service.state === "suspended" ||
      service.state === "terminating" ||
      isWaiting(service),
  );
  return [...pressing, ...unpaid];
}

/** Every row carries its one fix. */
export function Attention(props: { needs: readonly Need[] }) {
  const [all, setAll] = createSignal(false);
  const shown = () => (all() ? props.needs : props.needs.slice(0, shownFirst));
  return (
    <Card
      title={text.attention.title}
      aside={
        <Show when={props.needs.length > shown().length}>
          <Button tone="link" size="small" onClick={() => setAll(true)}>
            {text.attention.all(props.needs.length)}
          </Button>
        </Show>
      }
    >
      <Rows>
        <For each={shown()}>
          {(need) => (isOrder(need) ? <OrderNeed order={need} /> : <ServiceNeed service={need} />)}
        </For>
      </Rows>
    </Card>
  );
}

function OrderNeed(props: { order: Order }) {
  const until = () => formatDeadline(props.order.payUntil ?? props.order.createdAt);
  return (
    <Row
      wrap
      heading
      icon="card"
      tone="warn"
      title={text.attention.unpaid(props.order.host)}
      text={text.attention.unpaidText(props.order.number, until())}
      end={
        <span class="row-end">
          <PayButton small tone="plain" order={props.order} />
        </span>
      }
    />
  );
}

function ServiceNeed(props: { service: Service }) {
  const words = () => {
    const { host, state, failure, operation, terminatesAt } = props.service;
    const at = text.attention;
    if (state === "failed") return { title: at.failed(host), text: failure?.message, action: at.failedAction };
    if (state === "suspended") return { title: at.suspended(host), text: at.suspendedText, action: at.suspendedAction };
    if (state === "terminating") {
      return {
        title: at.terminating(host, terminatesAt ? formatDay(terminatesAt) : ""),
        text: at.terminatingText,
        action: at.terminatingAction,
      };
    }
    return { title: at.waiting(host), text: operation?.waitingFor?.message, action: at.waitingAction };
  };
  return (
    <Row
      wrap
      heading
      icon={props.service.state === "provisioning" ? "clock" : "globe"}
      tone={props.service.state === "failed" ? "bad" : "warn"}
      title={words().title}
      text={words().text}
      end={
        <span class="row-end">
          <LinkButton size="small" href={paths.serviceDetail(props.service.id)}>
            {words().action}
          </LinkButton>
        </span>
      }
    />
  );
}
