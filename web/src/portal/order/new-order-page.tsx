import { useNavigate } from "@solidjs/router";
import { createEffect, createMemo, createSignal, lazy, Match, on, Show, Suspense, Switch } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { isBuilt } from "#core/hosting/built.state.ts";
import { siteNameProblem } from "#core/hosting/site-name.state.ts";
import { may as access } from "#core/kernel/permissions.state.ts";
import { allowed, fulfilWithinHours } from "#core/orders/order.state.ts";
import { ApiError } from "#web/data/api.ts";
import { type AppOffer, getApps } from "#web/data/apps.ts";
import { placeOrder, startCheckout } from "#web/data/orders.ts";
import { getExtras, getPlans, getSettings } from "#web/data/plans.ts";
import { createRequest } from "#web/data/request.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { ExtraRows } from "#web/parts/extra-rows.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { fieldOf } from "#web/parts/parameter-fields.tsx";
import { chosenParameters, firstUnfitting } from "#web/parts/parameters.ts";
import { repositoryProblem } from "#web/parts/repository.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { ErrorPanel } from "#web/ui/error-panel.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { AppStep, fits } from "./app-step.tsx";
import { chosenExtras, planWith } from "./chosen-extras.ts";
import { createNames } from "./domains/names.ts";
import { text as nameTexts } from "./domains/ordered-names.text.ts";
import { createDraft, type OrderStep, orderSteps } from "./draft.ts";
import { NameStep } from "./name-step.tsx";
import { text } from "./new-order.text.ts";
import { OldLink } from "./old-link.tsx";
import { OrderDock, OrderSummary } from "./order-summary.tsx";
import { orderedCode } from "./ordered-code.ts";
import { PlanPicks } from "./plan-picks.tsx";
import { createSiteNameCheck } from "./site-name-check.ts";
import { createUnpaid } from "./unpaid.ts";

const CodeCard = lazy(() => import("./code-card.tsx").then((part) => ({ default: part.CodeCard })));
const NamesPart = lazy(() => import("./domains/names-part.tsx").then((part) => ({ default: part.NamesPart })));

/** As they stand on the cards. What is not here takes more than a form to begin with: programs order it. */
const onCards = ["wordpress", "static", "php", "node", "python", "dockerfile", "image"];

export default function NewOrderPage() {
  const navigate = useNavigate();
  const draft = createDraft();
  const plans = createView(getPlans, () => []);
  const extras = createView(getExtras, () => []);
  const apps = createView(getApps, () => []);
  const settings = createView(getSettings, () => []);
  const session = createView(getSession, () => []);
  const may = createMay();
  const isStranger = () => session.value() === null;
  const [strict, setStrict] = createSignal<OrderStep>();
  const order = createRequest(placeOrder);
  const mayHold = () => may(mayManage) === true;
  const names = createNames({ written: draft.domains, keep: draft.chooseDomains, maySearch: mayHold });
  const checkout = createRequest(startCheckout);

  const bare = () => plans.value()?.find((one) => one.slug === draft.plan());
  const offeredExtras = () => (extras.value() ?? []).filter(({ productId }) => productId === bare()?.product.id);
  const onTop = createMemo(() => chosenExtras(extras.value() ?? [], bare(), draft.extras()));
  /** With what was chosen on top of it. */
  const plan = createMemo(() => {
    const chosen = bare();
    return chosen && planWith(chosen, onTop());
  });
  const offered = (): AppOffer[] =>
    onCards.flatMap((template) => apps.value()?.find((one) => one.template === template) ?? []);
  const app = () => offered().find((one) => one.template === draft.app());
  const interval = () => (plan()?.yearlyPrice ? draft.interval() : "month");
  createEffect(() => {
    const first = plans.value()?.[0];
    if (first && draft.plan() === undefined) draft.choosePlan(first.slug);
  });
  /** What a link names may not be on offer any more: then it is chosen again. */
  const step = createMemo((): OrderStep => {
    if (plans.value() && !plan()) return "plan";
    if (apps.value() && !app() && draft.step() === "name") return "app";
    return draft.step();
  });
  // The heading says where one is now, to the eyes and to a screen reader.
  createEffect(
    on(
      step,
      () => {
        setStrict(undefined);
        window.scrollTo(0, 0);
        const heading = document.querySelector<HTMLElement>("main h1");
        heading?.setAttribute("tabindex", "-1");
        heading?.focus({ preventScroll: true });
      },
      { defer: true },
    ),
  );

  const domain = () => (settings.value() ? `.${settings.value()?.sitesDomain}` : "");
  const found = createSiteNameCheck(() => (session.value() ? draft.name() : ""));
  const ordered = () => ({
    ...{ plan: plan(), extras: onTop(), interval: interval(), app: app() },
    names: names.chosen().map(({ name }) => name),
  });
  const unpaid = createUnpaid(() => (session.value() ? { ...ordered(), draft } : undefined));
  /** Its own unpaid order goes on where it was left; any other order of the name would be refused. */
  const unavailable = () => {
    if (found() === "taken") return text.taken;
    return found() === "yours" && !unpaid.order() ? text.yours : undefined;
  };
  const usable = () => siteNameProblem(draft.name()) === undefined;
  const busy = () => order.pending() || checkout.pending() || names.holder()?.adding.pending() === true;
  const refused = () => (order.failure() instanceof ApiError ? (order.failure() as ApiError) : undefined);
  const nameRefusal = () => {
    const failure = refused();
    return failure && isAboutTheName(failure) ? failure.message : undefined;
  };
  const parameterRefusal = (name: string) =>
    refused()?.fields.find(({ path }) => path === `app.parameters.${name}`)?.message;
  const codeRefusal = (field: string) => refused()?.fields.find(({ path }) => path === `source.${field}`)?.message;
  const namesRefusal = () => refused()?.fields.find(({ path }) => path.startsWith("domains."))?.message;
  const namesProblem = () =>
    namesRefusal() ??
    (strict() === "name" && names.unknown().length > 0 ? nameTexts.unknown(names.unknown().join(", ")) : undefined);
  const failure = () => (nameRefusal() || namesRefusal() ? undefined : (order.failure() ?? checkout.failure()));
  const signInAt = (door: string) => `${door}?next=${encodeURIComponent(draft.address())}`;

  const submit = async (form: HTMLFormElement) => {
    const [at, chosen, wantedApp] = [step(), plan(), app()];
    const stop = (name: string) => {
      setStrict(at);
      form.querySelector<HTMLElement>(`[name="${name}"]`)?.focus();
    };
    if (!chosen) return stop("plan");
    if (at === "plan") return draft.go("app");
    const unfitting = wantedApp && firstUnfitting(wantedApp, draft.parameters());
    if (!wantedApp || !fits(wantedApp, chosen)) return at === "app" ? stop("app") : draft.go("app");
    const code = isBuilt(wantedApp.template) ? draft.code() : undefined;
    const problem = code?.kind === "git" ? repositoryProblem(code) : undefined;
    if (problem) return at === "app" ? stop(problem.field) : draft.go("app");
    if (unfitting !== undefined) return at === "app" ? stop(fieldOf(unfitting)) : draft.go("app");
    if (at === "app") return draft.go("name");
    if (siteNameProblem(draft.name())) return stop("siteName");
    if (isStranger()) return window.location.assign(signInAt(paths.signIn));
    // What was named by a link and never looked up has no price to agree to.
    if (mayHold() && names.unknown().length > 0) return stop("domainQuery");
    const before = unpaid.order();
    const held = before ? [] : await names.ordered();
    if (!held) return form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    const wanted = {
      ...{ planId: chosen.id, planVersionId: chosen.versionId, interval: interval(), siteName: draft.name() },
      extras: onTop().map(({ versionId, count }) => ({ versionId, count })),
      app: { template: wantedApp.template, parameters: chosenParameters(wantedApp, draft.parameters()) },
      source: code && orderedCode(code),
      domains: held,
    };
    const placed = before ?? (await order.run(wanted));
    if (!placed) {
      // What is sold may have changed meanwhile: it is shown beside the reason.
      plans.retry();
      extras.retry();
      if (namesRefusal()) await names.again();
      return;
    }
    unpaid.note(placed);
    const url = await checkout.run(placed.id, names.holder()?.agreed());
    // The order stands either way: it can be paid from its page.
    if (url) window.location.assign(url);
    else navigate(paths.orderDetail(placed.id));
  };
  const back = (): OrderStep | undefined => orderSteps[orderSteps.indexOf(step()) - 1];
  const summary = () => ({
    ...{ plan: plan(), extras: onTop(), interval: interval(), app: app(), step: step(), busy: busy() },
    ...{ names: names.chosen(), namesByCard: names.holder()?.paysByCard() },
    host: usable() && !unavailable() ? draft.name() + domain() : undefined,
    mayOrder: isStranger() || may(allowed.place) !== false,
    isStranger: isStranger(),
  });

  return (
    <>
      <PageHead
        title={text.titles[step()]}
        crumb={{ href: paths.overview, label: text.overview }}
        line={text.stepOf(orderSteps.indexOf(step()) + 1, orderSteps.length)}
      />
      <Loaded
        from={{
          value: () => apps.value() && extras.value() && plans.value(),
          failure: () => plans.failure() ?? extras.failure() ?? apps.failure(),
          retry: () => {
            plans.retry();
            extras.retry();
            apps.retry();
          },
        }}
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
              <div class="stack">
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
                <Switch>
                  <Match when={step() === "plan"}>
                    <Show when={draft.plan() !== undefined && !plan() && draft.plan()}>
                      {(slug) => <OldLink slug={slug()} />}
                    </Show>
                    <PlanPicks plans={items()} chosen={draft.plan()} onChoose={draft.choosePlan} />
                    <Show when={offeredExtras().length > 0}>
                      <Card title={text.extras}>
                        <CardBody>
                          <p class="second">{text.extrasHint}</p>
                        </CardBody>
                        <ExtraRows
                          extras={offeredExtras()}
                          interval={interval()}
                          countOf={({ slug }) => draft.extras()[slug] ?? 0}
                          onCount={({ slug }, count) => draft.chooseExtra(slug, count)}
                        />
                      </Card>
                    </Show>
                  </Match>
                  <Match when={step() === "app"}>
                    <AppStep
                      draft={draft}
                      apps={offered()}
                      app={app()}
                      plan={plan()}
                      plans={items()}
                      strict={strict() === "app"}
                      signedIn={!isStranger()}
                      mayOpenImages={may(access("registry:manage")) === true}
                      refused={parameterRefusal}
                    />
                    <Show when={app() && isBuilt(app()?.template ?? "")}>
                      <Suspense
                        fallback={
                          <div class="card">
                            <RowsSkeleton label={text.codeLoading} rows={3} />
                          </div>
                        }
                      >
                        <CodeCard
                          draft={draft}
                          strict={strict() === "app"}
                          refused={codeRefusal}
                          checks={isStranger() ? "stranger" : summary().mayOrder ? "yes" : "mayNot"}
                        />
                      </Suspense>
                    </Show>
                  </Match>
                  <Match when={step() === "name"}>
                    <NameStep
                      draft={draft}
                      domain={domain()}
                      isFree={found() === "free"}
                      unavailable={unavailable()}
                      refusal={nameRefusal()}
                      strict={strict() === "name"}
                      onType={() => order.failure() && order.clear()}
                    />
                    <Show when={mayHold()}>
                      <Suspense
                        fallback={
                          <div class="card">
                            <RowsSkeleton label={nameTexts.loading} rows={3} />
                          </div>
                        }
                      >
                        <NamesPart
                          names={names}
                          about={nameTexts.optional}
                          refusal={namesProblem()}
                          asksForCard={summary().mayOrder}
                        />
                      </Suspense>
                    </Show>
                    <Show when={!mayHold() && draft.domains().length > 0}>
                      <Notice tone="plain" icon="globe">
                        {isStranger() ? nameTexts.linked(draft.domains().join(", ")) : nameTexts.mayNot}
                      </Notice>
                    </Show>
                    <Show when={isStranger()}>
                      <Notice tone="plain" icon="key" title={text.signInTitle}>
                        {text.signInText}{" "}
                        <a href={signInAt(paths.register)} rel="external">
                          {text.register}
                        </a>
                      </Notice>
                    </Show>
                  </Match>
                </Switch>
              </div>
              <div class="stack">
                <OrderSummary
                  {...summary()}
                  onInterval={draft.chooseInterval}
                  onBack={back() && (() => draft.go(back() ?? "plan"))}
                />
                <Notice tone="plain" icon="shield" title={text.promise}>
                  {text.promiseText(fulfilWithinHours)}
                </Notice>
              </div>
              <OrderDock {...summary()} />
            </form>
          </Show>
        )}
      </Loaded>
    </>
  );
}

const isAboutTheName = (failure: ApiError): boolean =>
  failure.code.startsWith("hosting.") || failure.fields.some((field) => field.path === "siteName");
