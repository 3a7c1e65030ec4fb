import { createMemo, For, lazy, Show } from "solid-js";
import { runsForeignImages } from "#core/hosting/foreign.state.ts";
import type { AppOffer } from "#web/data/apps.ts";
import type { Plan } from "#web/data/plans.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { AppArt } from "#web/parts/app-art.tsx";
import { wordsOfApp } from "#web/parts/apps.text.ts";
import { ParameterFields } from "#web/parts/parameter-fields.tsx";
import { text as privateImages } from "#web/parts/private-images.text.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Icon } from "#web/ui/icon.tsx";
import { Notice } from "#web/ui/notice.tsx";
import type { Draft } from "./draft.ts";
import { text } from "./new-order.text.ts";

const PrivateImages = lazy(() =>
  import("#web/parts/private-images.tsx").then((part) => ({ default: part.PrivateImages })),
);

export const fits = (app: AppOffer, plan: Plan | undefined): boolean =>
  plan === undefined || plan.limits.memoryMb >= app.memoryMb;

/** The cheapest plan on which it runs. */
export const smallestFor = (app: AppOffer, plans: readonly Plan[]): Plan | undefined =>
  plans
    .filter((plan) => fits(app, plan))
    .toSorted((one, other) => one.price.minor - other.price.minor)
    .at(0);

/** What the website is to run: cards, and below them what can be chosen of the one that was picked. */
export function AppStep(props: {
  draft: Draft;
  apps: readonly AppOffer[];
  app: AppOffer | undefined;
  plan: Plan | undefined;
  plans: readonly Plan[];
  strict: boolean;
  signedIn: boolean;
  mayOpenImages: boolean;
  refused: (name: string) => string | undefined;
}) {
  const tooSmall = createMemo(() => (props.app && !fits(props.app, props.plan) ? props.app : undefined));
  return (
    <>
      <fieldset>
        <legend class="unseen">{text.app}</legend>
        <div class="picks">
          <For each={props.apps}>
            {(app) => (
              <label class="pick pick-app">
                <input
                  type="radio"
                  name="app"
                  value={app.template}
                  aria-label={wordsOfApp(app.template)?.title ?? app.title}
                  aria-describedby={`app-${app.template}`}
                  checked={app.template === props.app?.template}
                  onChange={() => props.draft.chooseApp(app.template)}
                />
                <Icon name="check" class="pick-tick" />
                <AppArt template={app.template} />
                <span class="pick-head" id={`app-${app.template}`}>
                  <b>{wordsOfApp(app.template)?.title ?? app.title}</b>
                  <p>{wordsOfApp(app.template)?.summary ?? app.summary}</p>
                  <Show when={app.addOns.length > 0}>
                    <p>{text.comesWith(app.addOns.map(({ title }) => title))}</p>
                  </Show>
                  <Show when={!fits(app, props.plan)}>
                    <p class="pick-note">
                      <Icon name="alert" size="small" />
                      {text.needs(formatMegabytes(app.memoryMb))}
                    </p>
                  </Show>
                </span>
              </label>
            )}
          </For>
        </div>
      </fieldset>
      <div role="status">
        <Show when={tooSmall()}>
          {(app) => <TooSmall app={app()} plan={props.plan} plans={props.plans} onChoose={props.draft.choosePlan} />}
        </Show>
      </div>
      <Show keyed when={props.app && Object.keys(props.app.parameters.properties).length > 0 && props.app}>
        {(app) => (
          <Card title={text.parameters(wordsOfApp(app.template)?.title ?? app.title)}>
            <CardBody>
              <ParameterFields
                app={app}
                values={props.draft.parameters()}
                strict={props.strict}
                refused={props.refused}
                onChange={props.draft.setParameter}
              />
              <Show when={runsForeignImages(app)}>
                <Show when={props.signedIn} fallback={<p class="second">{privateImages.stranger}</p>}>
                  <Show when={props.mayOpenImages}>
                    <Fold label={privateImages.fold}>{() => <PrivateImages />}</Fold>
                  </Show>
                </Show>
              </Show>
            </CardBody>
          </Card>
        )}
      </Show>
    </>
  );
}

/** An app that the plan is too small for, with the one plan that solves it. */
function TooSmall(props: {
  app: AppOffer;
  plan: Plan | undefined;
  plans: readonly Plan[];
  onChoose: (slug: string) => void;
}) {
  const title = () => wordsOfApp(props.app.template)?.title ?? props.app.title;
  const better = () => smallestFor(props.app, props.plans);
  return (
    <Notice
      tone="warn"
      title={text.tooSmallTitle(title(), props.plan?.name ?? "")}
      actions={
        <Show when={better()}>
          {(plan) => (
            <Button size="small" onClick={() => props.onChoose(plan().slug)}>
              {text.takePlan(plan().name)}
            </Button>
          )}
        </Show>
      }
    >
      {text.tooSmall(
        formatMegabytes(props.app.memoryMb),
        formatMegabytes(props.plan?.limits.memoryMb ?? 0),
        better() !== undefined,
      )}
    </Notice>
  );
}
