import { createSignal, Match, Show, Switch } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { completeRecovery, type RecoveryState, requestRecovery } from "#web/data/second-factor.ts";
import type { Session } from "#web/data/sign-in.ts";
import { locale } from "#web/lib/dictionary.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { NewPasswordField, newPasswordProblem } from "./new-password-field.tsx";
import { text as texts } from "./second-factor.text.ts";

const text = texts.lost;

/** In full: it is days away. */
const moment = new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short" });

/** What can be done without any factor. The server remembers how far somebody has come. */
export function LostFactors(props: {
  state: RecoveryState | null;
  /** Whether it takes a longer password to go on without them. */
  passwordNeedsFactor: boolean;
  onSignedIn: (session: Session) => void;
}) {
  const asking = createRequest(requestRecovery);
  const completing = createRequest(completeRecovery);
  const [asked, setAsked] = createSignal<RecoveryState>();
  const state = () => asked() ?? props.state;
  const ask = async () => {
    const answer = await asking.run();
    if (answer) setAsked(answer);
  };
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = () => (props.passwordNeedsFactor ? newPasswordProblem(password()) : undefined);
  const refused = () => refusedAt(completing.failure(), "newPassword");
  const complete = async () => {
    setTried(true);
    if (missing() !== undefined) return;
    const session = await completing.run(props.passwordNeedsFactor ? password() : undefined);
    if (session) props.onSignedIn(session);
  };
  return (
    <>
      <Refusal of={asking} />
      <Refusal of={completing} hidden={refused() !== undefined} />
      <Switch fallback={<p>{text.staff}</p>}>
        <Match when={state()?.state === "none"}>
          <p>{text.none}</p>
          <Button
            tone="primary"
            size="large"
            wide
            busy={asking.pending()}
            waits={asking.waiting() > 0}
            onClick={() => void ask()}
          >
            {text.ask}
          </Button>
        </Match>
        <Match when={state()?.state === "asked"}>
          <p role="status">{text.asked}</p>
          <Button size="large" wide busy={asking.pending()} waits={asking.waiting() > 0} onClick={() => void ask()}>
            {text.again}
          </Button>
        </Match>
        <Match when={state()?.state === "waiting" && state()?.readyAt}>
          {(readyAt) => (
            <p>
              {text.waiting} {moment.format(new Date(readyAt()))}. {text.waitingTell}
            </p>
          )}
        </Match>
        <Match when={state()?.state === "ready"}>
          <p>{text.ready}</p>
          <Show when={props.passwordNeedsFactor}>
            <p>{text.longer}</p>
            <NewPasswordField
              name="newPassword"
              label={text.newPassword}
              error={(tried() ? missing() : undefined) ?? refused()}
              value={password()}
              onInput={(value) => {
                if (refused()) completing.clear();
                setPassword(value);
              }}
            />
          </Show>
          <Button
            tone="danger"
            size="large"
            wide
            busy={completing.pending()}
            waits={completing.waiting() > 0}
            onClick={() => void complete()}
          >
            {text.complete}
          </Button>
        </Match>
      </Switch>
    </>
  );
}
