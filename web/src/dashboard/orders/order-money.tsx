import { Show } from "solid-js";
import type { Order } from "#web/data/orders.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDeadline } from "#web/lib/time.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Feed, FeedItem } from "#web/ui/feed.tsx";
import { text as texts } from "./orders.text.ts";

const text = texts.detail;

/** Where the money is and where it has been, newest first. */
export function OrderMoney(props: { order: Order }) {
  const amount = () => formatMoney(props.order.price);
  const is = (state: Order["state"]) => props.order.state === state;
  return (
    <Card title={text.money}>
      <CardBody>
        <Feed>
          <Show when={props.order.refundedAt}>
            {(at) => <FeedItem tone="plain" title={text.refunded(amount())} time={<Moment at={at()} />} />}
          </Show>
          <Show when={is("refunding")}>
            <FeedItem tone="run" title={text.refunding(amount())} text={text.refundingText} time={null} />
          </Show>
          <Show when={is("paid") && props.order.refundDueAt}>
            {(at) => <FeedItem tone="warn" title={text.refundDue(formatDeadline(at()))} time={null} />}
          </Show>
          <Show when={is("fulfilled")}>
            <FeedItem tone="ok" title={text.live} time={null} />
          </Show>
          <Show when={is("cancelled")}>
            <FeedItem tone="plain" title={text.cancelled} time={null} />
          </Show>
          <Show when={props.order.payUntil}>
            {(until) => (
              <FeedItem tone="warn" title={text.notPaid} text={text.notPaidText(formatDeadline(until()))} time={null} />
            )}
          </Show>
          <Show when={props.order.paidAt}>
            {(at) => <FeedItem tone="ok" title={text.paid(amount())} time={<Moment at={at()} />} />}
          </Show>
          <FeedItem tone="plain" title={text.placed} time={<Moment at={props.order.createdAt} />} />
        </Feed>
      </CardBody>
    </Card>
  );
}
