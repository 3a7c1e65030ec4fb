import { createUniqueId, onMount, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { signIn } from "#web/data/sign-in.ts";
import { afterSignIn, paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { text } from "./sign-in.text.ts";

export default function SignInPage() {
  const attempt = createRequest(signIn);
  const emailId = createUniqueId();
  let email: HTMLInputElement | undefined;
  onMount(() => email?.focus());

  const submit = async (form: HTMLFormElement) => {
    const entered = new FormData(form);
    const session = await attempt.run(String(entered.get("email")).trim(), String(entered.get("password")));
    if (session) enter(window.location.search, session.account === null);
  };

  return (
    <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
      <form
        class="door-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <Show when={attempt.failure()}>
          {(failure) => (
            <Notice tone="bad" urgent>
              {failure().message} {waitOf(failure())}
            </Notice>
          )}
        </Show>
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
              autocomplete="username"
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
        <Button type="submit" tone="primary" size="large" wide busy={attempt.pending()}>
          {text.submit}
        </Button>
      </form>
      <p class="door-other">
        <a href={paths.forgotPassword} rel="external">
          {text.forgot}
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
}

function waitOf(failure: Error): string {
  return failure instanceof ApiError && failure.retryAfterSeconds ? text.retryIn(failure.retryAfterSeconds) : "";
}

/** A new document: the door pages hold neither the styles nor the code of the portal. */
function enter(search: string, staffOnly: boolean): void {
  const next = afterSignIn(search);
  window.location.replace(staffOnly && next === paths.overview ? paths.dashboard : next);
}
