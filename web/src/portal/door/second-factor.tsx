import { createSignal, For, onMount, Show } from "solid-js";
import { createRequest, type Requested } from "#web/data/request.ts";
import { completeSignIn, type Proof } from "#web/data/second-factor.ts";
import type { SecondFactor as Asked, Session } from "#web/data/sign-in.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { LostFactors } from "./lost-factors.tsx";
import { text } from "./second-factor.text.ts";

type Way = "passkey" | "code" | "recoveryCode" | "lost";

/** The second half of signing in. Loaded when the password was right and something is asked for beside it. */
export function SecondFactor(props: { asked: Asked; onSignedIn: (session: Session) => void }) {
  const ways = (): Way[] => [
    ...(props.asked.passkey ? (["passkey"] as const) : []),
    ...(props.asked.totp ? (["code"] as const) : []),
    ...(props.asked.recoveryCode ? (["recoveryCode"] as const) : []),
    "lost",
  ];
  const [way, setWay] = createSignal<Way>(ways()[0] ?? "lost");
  const attempt = createRequest(completeSignIn);
  const byPasskey = createRequest(async (key: string) => {
    const { usePasskey } = await import("#web/data/passkey.ts");
    const { passkey } = props.asked;
    return passkey ? completeSignIn(key, { passkey: await usePasskey(passkey) }) : undefined;
  });

  const prove = async (proof: Proof) => {
    const session = await attempt.run(proof);
    if (session) props.onSignedIn(session);
  };
  const usePasskey = async () => {
    const session = await byPasskey.run();
    if (session) props.onSignedIn(session);
  };
  const choose = (chosen: Way) => {
    attempt.clear();
    byPasskey.clear();
    setWay(chosen);
  };

  return (
    <Door title={text.title} documentTitle={text.documentTitle} line={text.lines[way()]}>
      <div class="door-form">
        <Refusal of={byPasskey} />
        {/* What is wrong with a code stands at its field; what has to wait stands above it. */}
        <Refusal of={attempt} hidden={attempt.waiting() === 0} />
        <Show when={way() === "passkey"}>
          <Button
            tone="primary"
            size="large"
            wide
            icon="key"
            busy={byPasskey.pending()}
            waits={byPasskey.waiting() > 0}
            onClick={() => void usePasskey()}
          >
            {text.passkey}
          </Button>
        </Show>
        <Show when={way() === "code"}>
          <CodeForm name="code" attempt={attempt} onCode={(proof) => void prove(proof)} />
        </Show>
        <Show when={way() === "recoveryCode"}>
          <CodeForm name="recoveryCode" attempt={attempt} onCode={(proof) => void prove(proof)} />
        </Show>
        <Show when={way() === "lost"}>
          <LostFactors
            state={props.asked.recovery}
            passwordNeedsFactor={props.asked.passwordNeedsFactor}
            onSignedIn={props.onSignedIn}
          />
        </Show>
      </div>
      <ul class="door-ways">
        <For each={ways().filter((each) => each !== way())}>
          {(other) => (
            <li>
              <Button tone="link" onClick={() => choose(other)}>
                {text.ways[other]}
              </Button>
            </li>
          )}
        </For>
      </ul>
      <p class="door-other">
        {text.startOver}{" "}
        <a href={paths.signIn + window.location.search} rel="external">
          {text.back}
        </a>
      </p>
    </Door>
  );
}

function CodeForm(props: {
  name: "code" | "recoveryCode";
  attempt: Pick<Requested<never, unknown>, "pending" | "failure" | "waiting" | "clear">;
  onCode: (proof: Proof) => void;
}) {
  let field: HTMLFormElement | undefined;
  const [value, setValue] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const focus = () => field?.querySelector("input")?.focus();
  onMount(focus);
  const problem = () => {
    if (tried() && !value().trim()) return text.wrong;
    return props.attempt.waiting() > 0 ? undefined : props.attempt.failure()?.message;
  };
  return (
    <form
      ref={(element) => {
        field = element;
      }}
      class="door-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (value().trim()) props.onCode({ [props.name]: value().trim() });
        else focus();
      }}
    >
      <TextField
        label={text[props.name]}
        name={props.name}
        inputmode={props.name === "code" ? "numeric" : "text"}
        autocomplete={props.name === "code" ? "one-time-code" : "off"}
        autocapitalize="off"
        spellcheck={false}
        maxLength={60}
        hint={props.name === "recoveryCode" ? text.recoveryHint : undefined}
        error={problem()}
        value={value()}
        onInput={(event) => {
          props.attempt.clear();
          setValue(event.currentTarget.value);
        }}
      />
      <Button
        type="submit"
        tone="primary"
        size="large"
        wide
        busy={props.attempt.pending()}
        waits={props.attempt.waiting() > 0}
      >
        {text.submit}
      </Button>
    </form>
  );
}
