import { createMemo, createSignal, Show } from "solid-js";
import { isBuilt } from "#core/hosting/built.state.ts";
import { canDeploy } from "#core/releases/release.state.ts";
import { mayConfigure } from "#core/settings/settings.state.ts";
import { ApiError } from "#web/data/api.ts";
import { type AppOffer, getApps } from "#web/data/apps.ts";
import { changeParameters } from "#web/data/environment.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { ParameterFields } from "#web/parts/parameter-fields.tsx";
import {
  changedParameters,
  firstUnfitting,
  onlyChoice,
  type TypedParameters,
  typedFrom,
} from "#web/parts/parameters.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { toast } from "#web/ui/toast.tsx";
import type { PaneProps } from "../panes.ts";
import { text } from "./parameters-card.text.ts";

/** What was chosen of the app when it was ordered, to be chosen otherwise. Nothing of it where there is nothing to choose. */
export function ParametersCard(props: Pick<PaneProps, "service" | "busy">) {
  const apps = createView(getApps, () => []);
  const app = createMemo(() => apps.value()?.find(({ template }) => template === props.service.app.template));
  const isComposed = () => props.service.app.template === "compose";
  const hasParameters = (offer: AppOffer) => Object.keys(offer.parameters.properties).length > 0;
  return (
    <Show when={!isComposed() && app()}>
      {(offer) => (
        <Show when={hasParameters(offer())}>
          <ParametersOf {...props} app={offer()} />
        </Show>
      )}
    </Show>
  );
}

function ParametersOf(props: Pick<PaneProps, "service" | "busy"> & { app: AppOffer }) {
  const may = createMay();
  const [typed, setTyped] = createSignal<TypedParameters>({});
  const [tried, setTried] = createSignal(false);
  const current = createMemo(() => typedFrom(props.app, props.service.app.parameters));
  const values = () => ({ ...current(), ...typed() });
  const changes = () => changedParameters(props.app, current(), values());
  const isChanged = () => Object.keys(changes()).length > 0;
  const isOpen = () => may(mayConfigure) === true && canDeploy(props.service);
  const isFixed = () => Object.values(props.app.parameters.properties).every((one) => onlyChoice(one) !== undefined);
  const saving = createRequest(async (key) => {
    await changeParameters(key, props.service.id, changes());
    setTyped({});
    setTried(false);
    toast(text.deploying);
  });
  const refused = (name: string) => {
    const failure = saving.failure();
    const path = `parameters.${name}`;
    return failure instanceof ApiError ? failure.fields.find((field) => field.path === path)?.message : undefined;
  };
  const isShown = () => Object.keys(props.app.parameters.properties).some((name) => refused(name) !== undefined);
  const submit = () => {
    setTried(true);
    if (!isChanged() || firstUnfitting(props.app, values()) !== undefined) return;
    void saving.run();
  };
  return (
    <Card title={text.title}>
      <CardBody>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <p class="second">{isBuilt(props.service.app.template) ? text.aboutBuilt : text.about}</p>
          <Refusal of={saving} hidden={isShown()} />
          <fieldset class="contents" disabled={!isOpen()}>
            <legend class="unseen">{text.title}</legend>
            <ParameterFields
              app={props.app}
              values={values()}
              strict={tried()}
              refused={refused}
              onChange={(name, value) => {
                saving.clear();
                setTyped({ ...typed(), [name]: value });
              }}
            />
          </fieldset>
          <Show when={isOpen() && !isFixed()}>
            <div class="page-actions">
              <Button type="submit" busy={saving.pending()} waits={props.busy || !isChanged() || saving.waiting() > 0}>
                {text.save}
              </Button>
              <Show when={isChanged()}>
                <Button onClick={() => setTyped({})}>{text.reset}</Button>
              </Show>
            </div>
          </Show>
          <p class="small second">{text.fixed}</p>
        </form>
      </CardBody>
    </Card>
  );
}
