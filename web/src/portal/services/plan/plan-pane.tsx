import { useNavigate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { canDeploy } from "#core/releases/release.state.ts";
import { startCheckout } from "#web/data/orders.ts";
import { changePlan, getPlanOffers, type PlanOffer } from "#web/data/plan-offers.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { factsOf } from "#web/parts/plan-face.tsx";
import { formatPrice } from "#web/parts/price.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "../panes.ts";
import { ExtrasCard } from "./extras-card.tsx";
import { text } from "./plan.text.ts";

/** The plans on sale, with what each would cost this website today and what keeps it from having it. */
export default function PlanPane(props: PaneProps) {
  const offers = createView(getPlanOffers, () => [props.service.id]);
  const [chosen, setChosen] = createSignal<PlanOffer>();
  const navigate = useNavigate();
  const changing = createRequest(async (key: string, offer: PlanOffer) => {
    const order = await changePlan(key, props.service.id, offer);
    if (order.state === "pending") window.location.assign(await startCheckout(`${key}-pay`, order.id));
    else navigate(paths.orderDetail(order.id));
    return order;
  });
  const close = () => {
    setChosen(undefined);
    changing.clear();
  };
  const said = (offer: PlanOffer): string => {
    const price = offer.total ? formatPrice(offer.total, props.service.interval) : "";
    const until = offer.paidUntil ? formatDay(offer.paidUntil) : "";
    if (!offer.due || offer.due.minor === 0) return text.free(price, until);
    const lapsed = offer.paidUntil !== props.service.paidUntil;
    const amount = formatMoney(offer.due);
    return lapsed ? text.renew(amount, until) : text.pay(amount, price, until);
  };
  const whyNot = ({ name, diskShort }: PlanOffer, { code, message }: { code: string; message: string }): string =>
    code === "plan.disk_used" && diskShort
      ? text.diskShort(name, formatMegabytes(diskShort.usedMb), formatMegabytes(diskShort.roomMb))
      : message;
  return (
    <div class="stack">
      <Show when={!canDeploy(props.service)}>
        <Notice tone="plain">{text.notNow}</Notice>
      </Show>
      <p class="second">{text.about}</p>
      <Loaded
        from={offers}
        words={loading.words(text.failed)}
        skeleton={
          <div class="card">
            <RowsSkeleton label={text.loading} rows={4} />
          </div>
        }
      >
        {(value) => (
          <For each={value()}>
            {(offer) => (
              <Card
                title={offer.name}
                aside={<span class="second">{offer.current ? text.current : offer.newer ? text.newer : ""}</span>}
              >
                <CardBody class="stack">
                  <p>
                    <Show when={offer.price}>{(price) => <b>{formatPrice(price(), props.service.interval)}</b>}</Show>
                  </p>
                  <p class="second">{factsOf(offer).join(" · ")}</p>
                </CardBody>
                <Show when={!offer.current && offer.refusal === null}>
                  <Properties
                    items={[
                      {
                        name: text.withExtras,
                        value:
                          offer.total && offer.total.minor !== offer.price?.minor
                            ? formatPrice(offer.total, props.service.interval)
                            : undefined,
                      },
                      {
                        name: text.now,
                        value: offer.due && offer.due.minor > 0 ? formatMoney(offer.due) : text.dueNothing,
                      },
                      { name: text.paidUntil, value: offer.paidUntil ? formatDay(offer.paidUntil) : undefined },
                    ]}
                  />
                </Show>
                <Show when={!offer.current}>
                  <CardBody class="stack pt-4">
                    <Show when={offer.refusal}>{(refusal) => <p class="second">{whyNot(offer, refusal())}</p>}</Show>
                    <div class="page-actions">
                      <Button
                        disabled={offer.refusal !== null || !canDeploy(props.service)}
                        waits={props.busy}
                        onClick={() => setChosen(offer)}
                      >
                        {text.choose(offer.name)}
                      </Button>
                    </div>
                  </CardBody>
                </Show>
              </Card>
            )}
          </For>
        )}
      </Loaded>
      <ExtrasCard service={props.service} busy={props.busy} />
      <Show when={chosen()}>
        {(offer) => (
          <ConfirmDialog
            open
            title={text.title(offer().name)}
            text={said(offer())}
            confirm={offer().due?.minor ? text.toPayment : text.confirm}
            dismiss={text.dismiss}
            busy={changing.pending()}
            waits={changing.waiting() > 0}
            refusal={<Refusal of={changing} />}
            onConfirm={() => void changing.run(offer())}
            onClose={close}
          />
        )}
      </Show>
    </div>
  );
}
