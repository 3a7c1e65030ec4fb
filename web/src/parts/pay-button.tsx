import { Show } from "solid-js";
import { allowed } from "#core/orders/order.state.ts";
import { type CardAgreed, type Order, startCheckout } from "#web/data/orders.ts";
import { createRequest } from "#web/data/request.ts";
import { getSession } from "#web/data/session.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createView } from "#web/lib/view.ts";
import { Button } from "#web/ui/button.tsx";
import { createMay } from "./may.ts";
import { text } from "./pay-button.text.ts";

/** Hands over to the hosted payment page, which comes back to the order. */
export function PayButton(props: {
  order: Order;
  tone?: "primary" | "plain";
  small?: boolean;
  wide?: boolean;
  agreed?: CardAgreed;
}) {
  const checkout = createRequest(startCheckout);
  const may = createMay();
  const session = createView(getSession, () => []);
  const hindrance = () => {
    if (may(allowed.checkout) === false) return text.notYours;
    return session.value()?.person.emailVerified === false ? text.unconfirmed : undefined;
  };
  const pay = async () => {
    const url = await checkout.run(props.order.id, props.agreed);
    if (url) window.location.assign(url);
  };
  return (
    <Show when={hindrance() === undefined} fallback={<p class="small second">{hindrance()}</p>}>
      <Button
        tone={props.tone ?? "primary"}
        size={props.small ? "small" : undefined}
        wide={props.wide}
        busy={checkout.pending()}
        onClick={() => void pay()}
      >
        {text.pay(formatMoney(props.order.price))}
      </Button>
      <Show when={checkout.failure()}>
        {(failure) => (
          <p class="field-error" role="alert">
            {failure().message}
          </p>
        )}
      </Show>
    </Show>
  );
}
