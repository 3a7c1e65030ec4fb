import { useParams } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import { allowed, can } from "#core/catalog/catalog.state.ts";
import { getCatalogPlan, type PlanDetail } from "#web/data/catalogue.ts";
import { createView } from "#web/lib/view.ts";
import { ExtraRows } from "#web/parts/extra-rows.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { PlanFace } from "#web/parts/plan-face.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Changes } from "#web/ui/changes.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { AffectedCard } from "./affected-card.tsx";
import { text as words } from "./catalogue.text.ts";
import { DraftCard } from "./draft-card.tsx";
import { text } from "./plan.text.ts";
import { type Asked, PlanDialogs } from "./plan-dialogs.tsx";
import { SaleStatus } from "./sale-status.tsx";
import { shownOf, type Typed, termChanges, typedOf } from "./terms-form.ts";
import { VersionsCard } from "./versions-card.tsx";

/** What the form begins with: the draft, or what was published last. */
const basisOf = (plan: PlanDetail) => plan.draft ?? plan.current;
const isSame = (one: Typed, other: Typed) => JSON.stringify(one) === JSON.stringify(other);

export default function PlanPage() {
  const params = useParams<{ planId: string }>();
  const plan = createView(getCatalogPlan, () => [params.planId]);
  const may = createMay();
  const manages = () => may(allowed.manage) === true;
  const [typed, setTyped] = createSignal<Typed>();
  const [asked, setAsked] = createSignal<Asked>();
  const reset = () => setTyped(undefined);
  createEffect(on(() => params.planId, reset, { defer: true }));
  /** What nobody has begun to change follows the plan; what somebody has typed stays. */
  const shown = () => {
    const value = plan.value();
    const basis = value && basisOf(value);
    return typed() ?? (basis ? typedOf(basis) : undefined);
  };
  const isDirty = () => {
    const value = plan.value();
    const basis = value && basisOf(value);
    const now = typed();
    return basis !== null && basis !== undefined && now !== undefined && !isSame(now, typedOf(basis));
  };
  return (
    <>
      <PageHead
        title={plan.value()?.name ?? text.plan}
        crumb={{ href: paths.dashboardCatalogue, label: words.title }}
        line={
          <PageLine from={plan}>
            {(value) => (
              <>
                <SaleStatus state={value().state} />
                <span>{text.line(value().product.name, value().services, value().openOrders)}</span>
              </>
            )}
          </PageLine>
        }
        actions={
          <Show
            when={manages() && plan.value()}
            fallback={<p class="small second">{may(allowed.manage) === false && words.mayNot}</p>}
          >
            {(value) => (
              <>
                <Button onClick={() => setAsked("edit")}>{words.edit}</Button>
                <Show when={value().state === "on_sale"}>
                  <Button onClick={() => setAsked("retired")}>{words.retire}</Button>
                </Show>
                <Show when={can("offerPlan", value()) && value().current}>
                  <Button onClick={() => setAsked("on_sale")}>{words.offer}</Button>
                </Show>
                <Show when={can("publishPlan", value()) && value().draft && !isDirty()}>
                  <Button tone="primary" onClick={() => setAsked("publish")}>
                    {text.publish}
                  </Button>
                </Show>
              </>
            )}
          </Show>
        }
      />
      <Loaded
        from={plan}
        words={loading.words(text.failed)}
        skeleton={
          <div class="columns">
            <div class="card">
              <RowsSkeleton plain label={text.loading} rows={6} />
            </div>
            <div class="card">
              <RowsSkeleton plain label={text.loading} rows={4} />
            </div>
          </div>
        }
      >
        {(value) => (
          <>
            <PlanDialogs plan={value()} asked={asked()} onClose={() => setAsked()} />
            <div class="columns">
              <div class="stack">
                <Show when={shown()}>
                  {(now) => (
                    <DraftCard
                      plan={value()}
                      typed={now()}
                      isDirty={isDirty()}
                      mayManage={manages()}
                      onType={(field, entered) => setTyped({ ...now(), [field]: entered })}
                      onSaved={reset}
                    />
                  )}
                </Show>
                <VersionsCard plan={value()} />
                <AffectedCard plan={value()} />
              </div>
              <div class="stack">
                <Show when={shown()}>{(now) => <Preview plan={value()} typed={now()} />}</Show>
                <Show when={value().kind === "plan" && value().current}>
                  <Card title={text.link}>
                    <CardBody>
                      <CopyField
                        value={window.location.origin + paths.orderOf(value().slug)}
                        label={text.copy}
                        copiedLabel={text.copied}
                      />
                    </CardBody>
                  </Card>
                </Show>
              </div>
            </div>
          </>
        )}
      </Loaded>
    </>
  );
}

/** The card that customers choose by, and how it differs from what is on sale. */
function Preview(props: { plan: PlanDetail; typed: Typed }) {
  const shown = () => shownOf(props.plan, props.typed);
  return (
    <>
      <section aria-labelledby="plan-preview">
        <h2 class="mb-4" id="plan-preview">
          {text.preview}
        </h2>
        <Show
          when={props.plan.kind === "extra"}
          fallback={
            <div class="pick pick-still">
              <PlanFace plan={shown()} />
            </div>
          }
        >
          <div class="card">
            <ExtraRows
              extras={[{ ...shown(), versionId: props.plan.id }]}
              interval="month"
              countOf={() => 0}
              onCount={() => undefined}
            />
          </div>
        </Show>
      </section>
      <Card title={text.changes}>
        <CardBody>
          <Show when={props.plan.current} fallback={<p class="second">{text.changesFirst}</p>}>
            {(current) => (
              <Show
                when={termChanges(current(), props.typed).length > 0}
                fallback={<p class="second">{text.changesNone}</p>}
              >
                <Changes
                  items={termChanges(current(), props.typed)}
                  words={{ was: text.was, is: text.is, nothing: text.nothing }}
                />
              </Show>
            )}
          </Show>
        </CardBody>
      </Card>
    </>
  );
}
