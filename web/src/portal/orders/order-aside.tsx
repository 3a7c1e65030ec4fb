import { createSignal, Show } from "solid-js";
import { cancelOrder, type Order } from "#web/data/orders.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDay, formatDeadline } from "#web/lib/time.ts";
import { wordsOfExtras } from "#web/parts/extras.ts";
import { Moment } from "#web/parts/moment.tsx";
import { refundable } from "#web/parts/ordered-names.tsx";
import { formatPrice } from "#web/parts/price.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { OrderStatus } from "#web/parts/statuses.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { text } from "./order.text.ts";

/** The facts of an order, the promise, and the way out of it while there is one. */
export function OrderAside(props: { order: Order; cancellable: boolean }) {
  const [asking, setAsking] = createSignal(false);
  const cancel = createRequest(cancelOrder);
  const paid = () => props.order.state === "paid";
  const before = () => {
    const { change } = props.order;
    return change ? [change.fromPlanName, wordsOfExtras(change.fromExtras)].filter(Boolean).join(", ") : undefined;
  };
  const amount = () => formatMoney(refundable(props.order));
  const isAlone = () => props.order.planId === null;
  const keepsNames = () => refundable(props.order).minor < props.order.price.minor;
  const promise = (): { title: string; says: string } => {
    const { change, refundDueAt } = props.order;
    if (isAlone()) return { title: text.alone.promise, says: text.alone.promiseText };
    if (change) return { title: text.change.promise, says: text.change.promiseText(amount()) };
    return {
      title: text.promise,
      says: text.promiseText(amount(), refundDueAt ? formatDeadline(refundDueAt) : undefined),
    };
  };
  const confirm = async () => {
    if (await cancel.run(props.order.id)) setAsking(false);
  };
  return (
    <div class="stack">
      <Card title={text.number(props.order.number)}>
        <Properties
          items={[
            { name: text.status, value: <OrderStatus order={props.order} /> },
            { name: text.address, value: isAlone() ? undefined : props.order.host },
            { name: text.plan, value: props.order.planName ?? undefined },
            { name: text.extras, value: wordsOfExtras(props.order.extras) || undefined },
            { name: text.change.from, value: before() },
            { name: text.domains, value: props.order.domains.map(({ shown }) => shown).join(", ") || undefined },
            { name: text.amount, value: formatMoney(props.order.price) },
            {
              name: text.change.thenPrice,
              value:
                props.order.change && props.order.interval
                  ? formatPrice(props.order.change.price, props.order.interval)
                  : undefined,
            },
            {
              name: text.change.paidUntil,
              value: props.order.change ? formatDay(props.order.change.paidUntil) : undefined,
            },
            { name: text.placed, value: <Moment at={props.order.createdAt} /> },
            { name: text.paid, value: props.order.paidAt ? <Moment at={props.order.paidAt} /> : undefined },
            { name: text.refunded, value: props.order.refundedAt ? <Moment at={props.order.refundedAt} /> : undefined },
          ]}
        />
      </Card>
      <Show when={props.order.state === "paid" || props.order.state === "pending"}>
        <Notice tone="plain" icon="shield" title={promise().title}>
          {promise().says}
        </Notice>
      </Show>
      <Show when={props.cancellable && !(paid() && props.order.change)}>
        <Button wide onClick={() => setAsking(true)}>
          {paid() ? text.cancelPaid : text.cancelPending}
        </Button>
      </Show>
      <ConfirmDialog
        open={asking()}
        danger
        title={text.cancelDialog.title(props.order.number)}
        text={
          props.order.change
            ? text.change.cancelText
            : paid()
              ? `${text.cancelDialog.paid(props.order.host, amount())} ${keepsNames() ? text.cancelDialog.names : ""}`
              : text.cancelDialog.pending(props.order.host)
        }
        confirm={paid() ? text.cancelDialog.confirmPaid : text.cancelDialog.confirmPending}
        dismiss={text.cancelDialog.dismiss}
        busy={cancel.pending()}
        refusal={<Refusal of={cancel} />}
        waits={cancel.waiting() > 0}
        onConfirm={() => void confirm()}
        onClose={() => {
          setAsking(false);
          cancel.clear();
        }}
      />
    </div>
  );
}
