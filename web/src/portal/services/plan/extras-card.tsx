import { useNavigate } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { settled } from "#core/orders/plan-change.state.ts";
import { canDeploy } from "#core/releases/release.state.ts";
import { startCheckout } from "#web/data/orders.ts";
import { changeExtras, type ExtraOffer, getExtraOffers } from "#web/data/plan-offers.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDay } from "#web/lib/time.ts";
import { createView } from "#web/lib/view.ts";
import { ExtraRows } from "#web/parts/extra-rows.tsx";
import { extraPrice } from "#web/parts/extras.ts";
import { loading } from "#web/parts/loading.text.ts";
import { formatPrice } from "#web/parts/price.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import type { PaneProps } from "../panes.ts";
import { text } from "./extras.text.ts";
import { text as words } from "./plan.text.ts";

/** What the website has on top of its plan, and what it could have: with what that costs today. */
export function ExtrasCard(props: Pick<PaneProps, "service" | "busy">) {
  const offers = createView(getExtraOffers, () => [props.service.id]);
  const navigate = useNavigate();
  const [counts, setCounts] = createSignal<Readonly<Record<string, number>>>({});
  const [asked, setAsked] = createSignal(false);
  const countOf = ({ versionId, count }: ExtraOffer) => counts()[versionId] ?? count;
  const isChanged = () => (offers.value() ?? []).some((offer) => countOf(offer) !== offer.count);
  const wanted = () =>
    (offers.value() ?? []).flatMap((offer) => {
      const count = countOf(offer);
      return count > 0 ? [{ versionId: offer.versionId, count }] : [];
    });
  /** Of each interval, as it would be; undefined while it is not known, or not sold by it. */
  const price = () => {
    const { price: now, interval } = props.service;
    if (!now) return undefined;
    let minor = now.minor;
    for (const offer of offers.value() ?? []) {
      const each = extraPrice(offer, interval);
      const more = countOf(offer) - offer.count;
      if (more !== 0 && !each) return undefined;
      minor += more * (each?.minor ?? 0);
    }
    return { ...now, minor };
  };
  const due = () => {
    const { interval, paidUntil, price: now } = props.service;
    const after = price();
    if (!after || !now || !paidUntil) return undefined;
    return settled(new Date(), interval, { priceMinor: now.minor, until: new Date(paidUntil) }, after);
  };
  const changing = createRequest(async (key: string) => {
    const order = await changeExtras(key, props.service.id, wanted());
    if (order.state === "pending") window.location.assign(await startCheckout(`${key}-pay`, order.id));
    else navigate(paths.orderDetail(order.id));
    return order;
  });
  const amount = () => formatMoney({ minor: due()?.dueMinor ?? 0, currency: props.service.price?.currency ?? "EUR" });
  const until = () => formatDay((due()?.paidUntil ?? new Date()).toISOString());
  const said = () => {
    const after = price();
    const each = after ? formatPrice(after, props.service.interval) : "";
    return due()?.dueMinor ? text.pay(amount(), each, until()) : words.free(each, until());
  };
  const close = () => {
    setAsked(false);
    changing.clear();
  };
  return (
    <Loaded
      from={offers}
      words={loading.words(text.failed)}
      skeleton={
        <div class="card">
          <RowsSkeleton label={text.loading} rows={2} />
        </div>
      }
    >
      {(value) => (
        <Show when={value().length > 0}>
          <Card title={text.title}>
            <CardBody>
              <p class="second">{text.about}</p>
            </CardBody>
            <ExtraRows
              extras={value()}
              interval={props.service.interval}
              countOf={countOf}
              onCount={({ versionId }, count) => setCounts({ ...counts(), [versionId]: count })}
            />
            <Show when={isChanged() && price()}>
              {(after) => (
                <Properties
                  items={[
                    { name: words.now, value: due()?.dueMinor ? amount() : words.dueNothing },
                    { name: text.fromThen, value: formatPrice(after(), props.service.interval) },
                    { name: words.paidUntil, value: until() },
                  ]}
                />
              )}
            </Show>
            <CardBody class="stack pt-4">
              <Show when={isChanged() && !price()}>
                <p class="second">{text.notByYear}</p>
              </Show>
              <div class="page-actions">
                <Button
                  disabled={!isChanged() || !price() || !canDeploy(props.service)}
                  waits={props.busy}
                  onClick={() => setAsked(true)}
                >
                  {text.change}
                </Button>
              </div>
            </CardBody>
          </Card>
          <ConfirmDialog
            open={asked()}
            title={text.ask}
            text={said()}
            confirm={due()?.dueMinor ? words.toPayment : text.confirm}
            dismiss={words.dismiss}
            busy={changing.pending()}
            waits={changing.waiting() > 0}
            refusal={<Refusal of={changing} />}
            onConfirm={() => void changing.run()}
            onClose={close}
          />
        </Show>
      )}
    </Loaded>
  );
}
