import { useParams } from "@solidjs/router";
import { createSignal, For, type JSX, lazy, Match, onMount, Show, Switch } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { type Arrival, arrive } from "#web/data/sso.ts";
import { takePlace } from "#web/parts/place-after.ts";
import { paths } from "#web/paths.ts";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { text } from "./single-sign-on.text.ts";

const SecondFactor = lazy(async () => ({ default: (await import("./second-factor.tsx")).SecondFactor }));

const is =
  <Kind extends Arrival["outcome"]>(kind: Kind, arrival: () => Arrival | undefined) =>
  (): Extract<Arrival, { outcome: Kind }> | undefined => {
    const now = arrival();
    return now?.outcome === kind ? (now as Extract<Arrival, { outcome: Kind }>) : undefined;
  };

/** Where a provider sends people back to. What it sent along leaves the address at once. */
export default function ProviderCallbackPage() {
  const params = useParams<{ door: string }>();
  const answered = Object.fromEntries(new URLSearchParams(window.location.search));
  history.replaceState(history.state, "", window.location.pathname);
  const [arrival, setArrival] = createSignal<Arrival>();
  const arriving = createRequest(arrive);
  const enter = (session: { account: unknown; staff: unknown }) =>
    window.location.replace(takePlace(session.staff !== null));
  onMount(async () => {
    const now = await arriving.run(params.door, answered);
    if (now?.outcome === "signed_in") enter(now.begun.session);
    else setArrival(now);
  });

  return (
    <Switch
      fallback={
        <Door title={text.working} documentTitle={text.title} line={text.workingLine}>
          <div class="door-form" role="status" aria-busy="true" />
        </Door>
      }
    >
      <Match when={is("second_factor", arrival)()}>
        {(now) => <SecondFactor asked={now().half.shown.secondFactor} onSignedIn={enter} />}
      </Match>
      <Match when={is("connect", arrival)()}>
        {(now) => (
          <End title={text.connect} line={text.connectLine(now().email)}>
            <a class="button button-primary button-large button-wide" rel="external" href={paths.signInToConnect}>
              {text.signIn}
            </a>
          </End>
        )}
      </Match>
      <Match when={is("tested", arrival)()}>
        {(now) => (
          <End title={text.tested} line={text.testedLine}>
            <Properties
              items={now().said.claims.map(({ name, values }) => ({ name, value: <Values values={values} /> }))}
            />
            <LinkButton
              tone="primary"
              size="large"
              wide
              href={params.door === "staff" ? paths.dashboardSingleSignOn : paths.singleSignOnSettings}
            >
              {text.back}
            </LinkButton>
          </End>
        )}
      </Match>
      <Match when={arrival()?.outcome === "no_role"}>
        <Failed>{text.noRole}</Failed>
      </Match>
      <Match when={arriving.failure()}>{(failure) => <Failed>{failure().message}</Failed>}</Match>
    </Switch>
  );
}

function Values(props: { values: readonly string[] }) {
  return (
    <For each={props.values}>
      {(value, at) => (
        <>
          <Show when={at() > 0}>, </Show>
          {value}
        </>
      )}
    </For>
  );
}

function Failed(props: { children: string }) {
  const params = useParams<{ door: string }>();
  return (
    <Door title={text.failed} documentTitle={text.failed} line={text.line}>
      <div class="door-form">
        <Notice tone="bad" urgent>
          {props.children}
        </Notice>
        <LinkButton tone="primary" size="large" wide href={paths.singleSignOnAt(params.door)}>
          {text.again}
        </LinkButton>
      </div>
    </Door>
  );
}

function End(props: { title: string; line: string; children: JSX.Element }) {
  return (
    <Door title={props.title} documentTitle={props.title} line={props.line}>
      <div class="door-form" role="status">
        {props.children}
      </div>
    </Door>
  );
}
