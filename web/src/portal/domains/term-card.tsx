import { useNavigate } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { allowed } from "#core/orders/order.state.ts";
import type { Domain } from "#web/data/domains.ts";
import { placeOrder, startCheckout } from "#web/data/orders.ts";
import { type Registration, setAutoRenew } from "#web/data/registrations.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDay } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { cardAgreed, SaveCardChoice } from "#web/parts/save-card-choice.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { text as texts } from "./registration.text.ts";

const text = texts.term;
const dayMs = 86_400_000;

/** Until when a name is registered, and what follows then. */
export function TermCard(props: { domain: Domain; registration: Registration; staff: boolean }) {
  const may = createMay();
  const navigate = useNavigate();
  const switching = createRequest(setAutoRenew);
  const order = createRequest(placeOrder);
  const checkout = createRequest(startCheckout);
  const [savesCard, setSavesCard] = createSignal(false);
  const daysLeft = () =>
    props.domain.expiresAt ? Math.ceil((Date.parse(props.domain.expiresAt) - Date.now()) / dayMs) : undefined;
  /** Only one of them can be had at a time. */
  const offer = () => {
    const { renew, restore } = props.registration.prices;
    if (restore) return { what: "restore" as const, price: restore };
    return renew ? { what: "renew" as const, price: renew } : undefined;
  };
  const buy = async ({ what, price }: NonNullable<ReturnType<typeof offer>>) => {
    const placed = await order.run({ domains: [{ what, domainId: props.domain.id, priceMinor: price.minor }] });
    if (!placed) return;
    const url = await checkout.run(placed.id, cardAgreed(savesCard()));
    if (url) window.location.assign(url);
    else navigate(paths.orderDetail(placed.id));
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <Refusal of={switching} />
        <Refusal of={order} />
        <Refusal of={checkout} />
        <Switch fallback={<p>{text.unknown}</p>}>
          <Match when={props.domain.state === "redemption"}>
            <Notice tone="bad">
              <Show when={props.registration.restorableUntil} fallback={text.restorableSoon}>
                {(until) => text.restorable(formatDay(until()))}
              </Show>
            </Notice>
          </Match>
          <Match when={props.domain.expiresAt}>
            {(at) => (
              <div>
                <p>
                  {(daysLeft() ?? 0) > 0
                    ? text.until(formatDay(at()), text.days(daysLeft() ?? 0))
                    : text.over(formatDay(at()))}
                </p>
                <p class="second">{props.domain.autoRenew ? text.on : text.off}</p>
              </div>
            )}
          </Match>
        </Switch>
        <Show when={!props.staff}>
          <Show when={may(allowed.place) && may(allowed.checkout) && offer()}>
            <SaveCardChoice chosen={savesCard()} onChoose={setSavesCard} />
          </Show>
          <div class="page-actions">
            <Show when={may(allowed.place) && offer()}>
              {(one) => (
                <Button
                  tone={one().what === "restore" ? "primary" : "plain"}
                  busy={order.pending() || checkout.pending()}
                  waits={order.waiting() > 0}
                  onClick={() => void buy(one())}
                >
                  {text[one().what](formatMoney(one().price))}
                </Button>
              )}
            </Show>
            <Show when={may(mayManage)}>
              <Button
                busy={switching.pending()}
                waits={switching.waiting() > 0}
                onClick={() => void switching.run(props.domain.id, !props.domain.autoRenew)}
              >
                {props.domain.autoRenew ? text.turnOff : text.turnOn}
              </Button>
            </Show>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}
