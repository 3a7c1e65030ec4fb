import { createSignal, createUniqueId, lazy, onMount, Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { type SecondFactor as Asked, type Session, signIn } from "#web/data/sign-in.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { afterSignIn, paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { text } from "./sign-in.text.ts";

/** Most people have no second factor, and most that have a passkey pick it where the address is filled in. */
const SecondFactor = lazy(async () => ({ default: (await import("./second-factor.tsx")).SecondFactor }));
const passkeys = () => import("#web/data/passkey.ts");

export default function SignInPage() {
  const attempt = createRequest(signIn);
  const byPasskey = createRequest(async (key) => (await passkeys()).signInWithPasskey(key));
  const [asked, setAsked] = createSignal<Asked>();
  const emailId = createUniqueId();
  let email: HTMLInputElement | undefined;
  let byButton = false;
  onMount(() => {
    email?.focus();
    onFirstTouch(async () => {
      const session = await passkeys()
        .then(({ signInByAutofill }) => signInByAutofill(() => !byButton))
        // Nobody picked one, or it did not open: there is a button that says more.
        .catch(() => undefined);
      if (session) enter(session);
    });
  });

  const submit = async (form: HTMLFormElement) => {
    const entered = new FormData(form);
    byPasskey.clear();
    const answer = await attempt.run(String(entered.get("email")).trim(), String(entered.get("password")));
    if (answer === undefined) return;
    if ("secondFactor" in answer) setAsked(answer.secondFactor);
    else enter(answer);
  };
  const pick = async () => {
    attempt.clear();
    byButton = true;
    const session = await byPasskey.run();
    if (session) enter(session);
  };

  const door = () => (
    <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <Refusal of={attempt} />
        <Refusal of={byPasskey} />
        <div class="joined">
          <div>
            <label for={emailId}>{text.email}</label>
            <input
              id={emailId}
              ref={(element) => {
                email = element;
              }}
              name="email"
              type="email"
              required
              autocomplete="username webauthn"
              autocapitalize="off"
              spellcheck={false}
            />
          </div>
          <PasswordField
            inside
            name="password"
            label={text.password}
            autocomplete="current-password"
            showLabel={text.show}
            concealLabel={text.conceal}
          />
        </div>
        <Button type="submit" tone="primary" size="large" wide busy={attempt.pending()} waits={attempt.waiting() > 0}>
          {text.submit}
        </Button>
        <Button
          size="large"
          wide
          icon="key"
          busy={byPasskey.pending()}
          waits={byPasskey.waiting() > 0}
          onClick={() => void pick()}
        >
          {text.passkey}
        </Button>
      </form>
      <p class="door-other">
        <a href={paths.forgotPassword} rel="external">
          {text.forgot}
        </a>{" "}
        ·{" "}
        <a href={paths.singleSignOn + window.location.search} rel="external">
          {text.singleSignOn}
        </a>
      </p>
      <p class="door-other">
        {text.newHere}{" "}
        <a href={paths.register + window.location.search} rel="external">
          {text.register}
        </a>
      </p>
    </Door>
  );

  return (
    <Show when={asked()} fallback={door()}>
      {(secondFactor) => <SecondFactor asked={secondFactor()} onSignedIn={enter} />}
    </Show>
  );
}

/** A new document: the door pages hold neither the styles nor the code of the portal. */
function enter({ account, ssoOnly }: Session): void {
  // Where the password leads nowhere, the account's own sign-in does.
  if (ssoOnly !== null) {
    window.location.replace(paths.singleSignOnAt(String(ssoOnly)) + window.location.search);
    return;
  }
  const next = afterSignIn(window.location.search);
  window.location.replace(account === null && next === paths.overview ? paths.dashboard : next);
}

/** Before anybody is there, nothing more is loaded than it takes to paint the page. */
function onFirstTouch(run: () => void): void {
  const events = ["pointermove", "pointerdown", "keydown"] as const;
  const once = () => {
    for (const event of events) window.removeEventListener(event, once);
    run();
  };
  for (const event of events) window.addEventListener(event, once, { passive: true });
}
