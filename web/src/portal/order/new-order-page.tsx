import { useNavigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, Show } from "solid-js";
import type { Interval } from "#core/catalog/catalog.state.ts";
import { siteNameProblem } from "#core/hosting/site-name.state.ts";
import { allowed, fulfilWithinHours } from "#core/orders/order.state.ts";
import { ApiError } from "#web/data/api.ts";
import { getOrders, type Order, placeOrder, startCheckout } from "#web/data/orders.ts";
import { getPlans, getSettings } from "#web/data/plans.ts";
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
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./new-order.text.ts";
import { OldLink } from "./old-link.tsx";
import { dueToday, OrderSummary } from "./order-summary.tsx";
import { PlanPicks } from "./plan-picks.tsx";
import { createSiteNameCheck } from "./site-name-check.ts";

export default function NewOrderPage() {
  const navigate = useNavigate();
  /** A link can choose: `/order?plan=<slug>&interval=year&name=<name>`. */
  const [search, setSearch] = useSearchParams<{ plan?: string; interval?: string; name?: string }>();
  const plans = createView(getPlans, () => []);
  const orders = createView(getOrders, () => []);
  const settings = createView(getSettings, () => []);
  const may = createMay();
  const [name, setName] = createSignal((search.name ?? "").toLowerCase().trim().slice(0, 63));
  const [left, setLeft] = createSignal(false);
  const order = createRequest(placeOrder);
  const checkout = createRequest(startCheckout);

  const plan = () => plans.value()?.find((one) => one.slug === search.plan);
  createEffect(() => {
    const first = plans.value()?.[0];
    if (first && search.plan === undefined) setSearch({ plan: first.slug }, { replace: true });
  });
  const interval = (): Interval => (search.interval === "year" && plan()?.yearlyPrice ? "year" : "month");

  const domain = () => (settings.value() ? `.${settings.value()?.sitesDomain}` : "");
  const found = createSiteNameCheck(name);
  /** Its own unpaid order goes on where it was left; any other order of the name would be refused. */
  const unavailable = () => {
    if (found() === "taken") return text.taken;
    return found() === "yours" && !unpaid() ? text.yours : undefined;
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
  const unpaid = () =>
    [...(placed ? [placed] : []), ...(orders.value()?.items ?? [])].find(
      (one) =>
        one.state === "pending" && one.planId === plan()?.id && one.interval === interval() && one.siteName === name(),
    );
  const submit = async (form: HTMLFormElement) => {
    setLeft(true);
    const chosen = plan();
    if (!chosen || siteNameProblem(name())) {
      form.querySelector<HTMLInputElement>(`[name="${chosen ? "siteName" : "plan"}"]`)?.focus();
      return;
    }
    const wanted = { planId: chosen.id, planVersionId: chosen.versionId, interval: interval(), siteName: name() };
    placed = unpaid() ?? (await order.run(wanted));
    if (!placed) {
      // What is sold may have changed meanwhile: it is shown beside the reason.
      plans.retry();
      return;
    }
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
                <Show when={search.plan !== undefined && !plan() && search.plan}>
                  {(slug) => <OldLink slug={slug()} />}
                </Show>
                <PlanPicks
                  plans={items()}
                  chosen={search.plan}
                  onChoose={(slug) => setSearch({ plan: slug }, { replace: true })}
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
                <OrderSummary
                  plan={plan()}
                  interval={interval()}
                  onInterval={(chosen) => setSearch({ interval: chosen }, { replace: true })}
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
                        {formatMoney(dueToday(chosen(), interval()))} {text.today}
                      </b>
                      <p class="small second">{text.thenNothing}</p>
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

const isAboutTheName = (failure: ApiError): boolean =>
  failure.code.startsWith("hosting.") || failure.fields.some((field) => field.path === "siteName");
