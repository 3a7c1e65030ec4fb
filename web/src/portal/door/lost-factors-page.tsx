import { createSignal, Match, Switch } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { confirmRecovery, type RecoveryState } from "#web/data/second-factor.ts";
import { locale } from "#web/lib/dictionary.ts";
import { takeFragment } from "#web/lib/fragment.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { text } from "./lost-factors-page.text.ts";

/** In full: it is days away. */
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

/** Where the link leads of whoever lost every factor. A button begins the wait: mail programs open links by themselves. */
export default function LostFactorsPage() {
  const token = takeFragment().get("token") ?? "";
  const beginning = createRequest(confirmRecovery);
  const [begun, setBegun] = createSignal<RecoveryState>();
  const isVoid = () => {
    const failure = beginning.failure();
    return token === "" || (failure instanceof ApiError && failure.code === "identity.link_void");
  };
  const begin = async () => {
    const state = await beginning.run(token);
    if (state) setBegun(state);
  };
  const until = () => {
    const at = begun()?.readyAt;
    return at ? moment.format(new Date(at)) : "";
  };
  return (
    <Switch>
      <Match when={begun()}>
        <Door title={text.begunTitle} documentTitle={text.begunTitle} line={text.begunLine(until())}>
          <ToSignIn />
        </Door>
      </Match>
      <Match when={isVoid()}>
        <Door title={text.voidTitle} documentTitle={text.voidTitle} line={text.voidLine}>
          <ToSignIn />
        </Door>
      </Match>
      <Match when={true}>
        <Door title={text.title} documentTitle={text.title} line={text.line}>
          <div class="door-form">
            <Refusal of={beginning} />
            <Button tone="primary" size="large" wide busy={beginning.pending()} onClick={() => void begin()}>
              {text.begin}
            </Button>
          </div>
        </Door>
      </Match>
    </Switch>
  );
}

function ToSignIn() {
  return (
    <div class="door-form">
      <LinkButton size="large" wide href={paths.signIn}>
        {text.signIn}
      </LinkButton>
    </div>
  );
}
