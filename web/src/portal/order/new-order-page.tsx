import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, Show } from "solid-js";
import { siteNameProblem } from "#core/hosting/site-name.state.ts";
import { allowed, fulfilWithinHours } from "#core/orders/order.state.ts";
import { ApiError } from "#web/data/api.ts";
import { getOrders, type Order, placeOrder, startCheckout } from "#web/data/orders.ts";
import { getPlans, getSettings, type Plan } from "#web/data/plans.ts";
import { createRequest } from "#web/data/request.ts";
import { formatMoney } from "#web/lib/money.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorPanel } from "#web/ui/error-panel.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./new-order.text.ts";
import { PlanPicks } from "./plan-picks.tsx";
import { createSiteNameCheck } from "./site-name-check.ts";

export default function NewOrderPage() {
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams<{ plan?: string }>();
  const plans = createView(getPlans, () => []);
  const orders = createView(getOrders, () => []);
  const settings = createView(getSettings, () => []);
  const may = createMay();
  const [name, setName] = createSignal("");
  const [left, setLeft] = createSignal(false);
  const order = createRequest(placeOrder);
  const checkout = createRequest(startCheckout);

  const plan = () => plans.value()?.find((one) => one.id === search.plan);
  createEffect(() => {
    const first = plans.value()?.[0];
    if (first && !plan()) setSearch({ plan: first.id }, { replace: true });
  });

  const domain = () => (settings.value() ? `.${settings.value()?.sitesDomain}` : "");
  const found = createSiteNameCheck(name);
  /** Its own unpaid order goes on where it was left; any other order of the name would be refused. */
  const unavailable = () => {
    if (found() === "taken") return text.taken;
    return found() === "yours" && !unpaid(plan()?.id) ? text.yours : undefined;
  };
  const host = () => name() + domain();
  const refusal = () => {
    const failure = order.failure();
    return failure instanceof ApiError && isAboutTheName(failure) ? failure.message : undefined;
  };
  const usable = () => siteNameProblem(name()) === undefined;
  const problem = () => (left() ? siteNameProblem(name()) : undefined) ?? refusal() ?? unavailable();
  const hint = () => {
    if (!usable() || unavailable()) return text.nameHint;
    if (found() === "free") return text.free(host());
    return domain() ? text.address(host()) : text.addressBegins(name());
  };
  const busy = () => order.pending() || checkout.pending();
  const failure = () => (refusal() ? undefined : (order.failure() ?? checkout.failure()));

  const type = (value: string) => {
    if (order.failure()) order.clear();
    setName(value.toLowerCase().trim());
  };

  let placed: Order | undefined;
  /** Back from the payment page the same order goes on: ordering the name again would find it taken. */
  const unpaid = (planId: string | undefined) =>
    [...(placed ? [placed] : []), ...(orders.value()?.items ?? [])].find(
      (one) => one.state === "pending" && one.planId === planId && one.siteName === name(),
    );
  const submit = async (form: HTMLFormElement) => {
    setLeft(true);
    const chosen = plan();
    if (!chosen || siteNameProblem(name())) {
      form.querySelector<HTMLInputElement>('[name="siteName"]')?.focus();
      return;
    }
    placed = unpaid(chosen.id) ?? (await order.run(chosen.id, name()));
    if (!placed) return;
    const url = await checkout.run(placed.id);
    // The order stands either way: it can be paid from its page.
    if (url) window.location.assign(url);
    else navigate(paths.orderDetail(placed.id));
  };

  return (
    <>
      <PageHead title={text.title} crumb={{ href: paths.overview, label: text.overview }} line={text.line} />
      <Loaded
        from={plans}
        words={loading.words(text.plansFailed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton label={text.plansLoading} rows={5} />
            </div>
          </div>
        }
      >
        {(items) => (
          <Show
            when={items().length > 0}
            fallback={
              <div class="card">
                <EmptyState icon="receipt" title={text.plansEmptyTitle} text={text.plansEmptyText} />
              </div>
            }
          >
            <form
              class="columns"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                void submit(event.currentTarget);
              }}
            >
              <div class="grid gap-8">
                <Show when={failure()}>
                  {(error) => (
                    <ErrorPanel
                      title={text.failed}
                      failure={error()}
                      retryLabel={loading.retry}
                      referenceLabel={text.reference}
                    />
                  )}
                </Show>
                <PlanPicks
                  plans={items()}
                  chosen={search.plan}
                  onChoose={(id) => setSearch({ plan: id }, { replace: true })}
                />
                <Card title={text.name}>
                  <CardBody>
                    <TextField
                      label={text.nameLabel}
                      name="siteName"
                      required
                      autocomplete="off"
                      autocapitalize="off"
                      spellcheck={false}
                      maxLength={63}
                      value={name()}
                      suffix={domain() || undefined}
                      error={problem()}
                      hint={hint()}
                      onInput={(event) => type(event.currentTarget.value)}
                      onBlur={() => setLeft(name() !== "")}
                    />
                    <p class="unseen" role="status">
                      {found() === "free" ? text.free(host()) : unavailable()}
                    </p>
                  </CardBody>
                </Card>
              </div>
              <div class="stack">
                <Summary
                  plan={plan()}
                  host={usable() && !unavailable() ? host() : undefined}
                  busy={busy()}
                  mayOrder={may(allowed.place) !== false}
                />
                <Notice tone="plain" icon="shield" title={text.promise}>
                  {text.promiseText(fulfilWithinHours)}
                </Notice>
              </div>
              <Show when={may(allowed.place) !== false && plan()}>
                {(chosen) => (
                  <div class="dock only-on-phone">
                    <div class="grow">
                      <b class="figure">
                        {formatMoney(chosen().price)} {text.month}
                      </b>
                      <p class="small second">{text.month13(formatMoney(chosen().price))}</p>
                    </div>
                    <Button type="submit" tone="primary" busy={busy()}>
                      {text.submitShort}
                    </Button>
                  </div>
                )}
              </Show>
            </form>
          </Show>
        )}
      </Loaded>
    </>
  );
}

function Summary(props: { plan: Plan | undefined; host: string | undefined; busy: boolean; mayOrder: boolean }) {
  const price = () => (props.plan ? formatMoney(props.plan.price) : undefined);
  return (
    <Card title={text.summary}>
      <Properties
        items={[
          { name: text.summaryPlan, value: props.plan?.name ?? text.missing },
          { name: text.summaryAddress, value: props.host ?? text.missing },
          { name: text.summaryToday, value: <b>{price()}</b> },
          { name: text.summaryLater, value: text.summaryLaterNothing },
        ]}
      />
      <CardBody class="grid gap-4">
        <Show when={props.mayOrder} fallback={<Notice tone="warn">{text.mayNot}</Notice>}>
          <Button type="submit" tone="primary" size="large" wide busy={props.busy} class="not-on-phone">
            {text.submit}
          </Button>
        </Show>
        <div>
          <h3>{text.next}</h3>
          <ol class="small second mt-2 grid list-decimal gap-1 ps-5">
            <For each={text.steps}>{(step) => <li>{step}</li>}</For>
          </ol>
        </div>
      </CardBody>
    </Card>
  );
}

const isAboutTheName = (failure: ApiError): boolean =>
  failure.code.startsWith("hosting.") || failure.fields.some((field) => field.path === "siteName");
