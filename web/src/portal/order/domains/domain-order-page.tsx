import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { orderedMax } from "#core/domains/search.state.ts";
import { allowed } from "#core/orders/order.state.ts";
import { ApiError } from "#web/data/api.ts";
import { getOrders, placeOrder, startCheckout } from "#web/data/orders.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { cardAgreed, SaveCardChoice } from "#web/parts/save-card-choice.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { text } from "./domain-order.text.ts";
import { nameLine, renewalLine, renewalsPaid, totalOf } from "./name-lines.ts";
import { createNames } from "./names.ts";
import { NamesPart } from "./names-part.tsx";
import { text as nameTexts } from "./ordered-names.text.ts";

/** Domains by themselves: found, held by somebody, and paid. */
export default function DomainOrderPage() {
  const navigate = useNavigate();
  const may = createMay();
  const [search, setSearch] = useSearchParams<{ domain?: string }>();
  const [strict, setStrict] = createSignal(false);
  const [savesCard, setSavesCard] = createSignal(false);
  const names = createNames({
    written: () =>
      (search.domain ?? "")
        .split(/[\s,]+/)
        .filter(Boolean)
        .slice(0, orderedMax),
    keep: (kept) => setSearch({ domain: kept.join(",") || undefined }, { replace: true, scroll: false }),
    maySearch: () => may(mayManage) === true,
  });
  const order = createRequest(placeOrder);
  const checkout = createRequest(startCheckout);
  const busy = () => order.pending() || checkout.pending() || names.holder()?.adding.pending() === true;
  const refused = () => {
    const failure = order.failure();
    return failure instanceof ApiError
      ? failure.fields.find(({ path }) => path.startsWith("domains."))?.message
      : undefined;
  };
  const problem = () => {
    if (refused() || !strict()) return refused();
    return names.chosen().length === 0 ? text.none : undefined;
  };
  const today = () => {
    const [first] = names.chosen();
    return (
      first &&
      totalOf(
        names.chosen().map(({ price }) => price),
        first.price.currency,
      )
    );
  };
  const submit = async (form: HTMLFormElement) => {
    setStrict(true);
    const lead = () => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    if (names.chosen().length === 0) return lead();
    const wanted = await names.ordered();
    if (!wanted) return lead();
    const placed = (await unpaidOf(names.chosen().map(({ name }) => name))) ?? (await order.run({ domains: wanted }));
    if (!placed) return void (refused() && (await names.again()));
    const url = await checkout.run(placed.id, cardAgreed(savesCard()));
    // The order stands either way: it can be paid from its page.
    if (url) window.location.assign(url);
    else navigate(paths.orderDetail(placed.id));
  };
  const mayOrder = () => may(allowed.place) !== false && may(mayManage) !== false;
  return (
    <>
      <PageHead title={text.title} crumb={{ href: paths.domains, label: text.domains }} line={text.line} />
      <form
        class="columns"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <div class="stack">
          <Refusal of={order} hidden={refused() !== undefined} />
          <Refusal of={checkout} />
          <NamesPart names={names} about={nameTexts.alone} refusal={problem()} />
        </div>
        <div class="stack">
          <Card title={text.summary}>
            <Properties
              items={[
                ...names.chosen().map(nameLine),
                {
                  name: text.today,
                  value: (
                    <Show when={today()} fallback={text.nothing}>
                      {(due) => <b>{formatMoney(due())}</b>}
                    </Show>
                  ),
                },
                renewalLine(names.chosen()),
              ]}
            />
            <CardBody class="grid gap-4">
              <Show when={today() && renewalsPaid(savesCard() || names.holder()?.paysByCard())}>
                {(paid) => <p class="small second">{paid()}</p>}
              </Show>
              <Show when={mayOrder() && today()}>
                <SaveCardChoice chosen={savesCard()} onChoose={setSavesCard} />
              </Show>
              <Show when={mayOrder()} fallback={<Notice tone="warn">{text.mayNot}</Notice>}>
                <Button type="submit" tone="primary" size="large" wide busy={busy()} class="not-on-phone">
                  {text.submit}
                </Button>
              </Show>
            </CardBody>
          </Card>
          <Notice tone="plain" icon="shield" title={text.promise}>
            {text.promiseText}
          </Notice>
        </div>
        <Show when={mayOrder() && today()}>
          {(due) => (
            <div class="dock only-on-phone">
              <b class="figure grow">{formatMoney(due())}</b>
              <Button type="submit" tone="primary" busy={busy()}>
                {text.submitShort}
              </Button>
            </div>
          )}
        </Show>
      </form>
    </>
  );
}

/** Back from the payment page the same order goes on: ordering the names again would find them in the account. */
async function unpaidOf(names: readonly string[]) {
  const { items } = await getOrders().catch(() => ({ items: [] }));
  return items.find(
    ({ state, planId, domains }) =>
      state === "pending" &&
      planId === null &&
      domains.length === names.length &&
      domains.every(({ name }) => names.includes(name)),
  );
}
