import { createSignal, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { requestReset } from "#web/data/password-reset.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./forgot-password.text.ts";

export default function ForgotPasswordPage() {
  const asking = createRequest(requestReset);
  const [email, setEmail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [sentTo, setSentTo] = createSignal<string>();

  const problem = () => {
    const failure = asking.failure();
    const refused = failure instanceof ApiError ? failure.fields.find(({ path }) => path === "email") : undefined;
    return (tried() && !looksRight(email()) ? text.emailWrong : undefined) ?? refused?.message;
  };
  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    if (!looksRight(email())) form.querySelector<HTMLInputElement>("input")?.focus();
    else if (await asking.run(email().trim())) setSentTo(email().trim());
  };

  return (
    <Show
      when={sentTo()}
      fallback={
        <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
          <form
            class="door-form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit(event.currentTarget);
            }}
          >
            <Refusal of={asking} hidden={problem() !== undefined} />
            <TextField
              label={text.email}
              name="email"
              type="email"
              autocomplete="username"
              autocapitalize="off"
              spellcheck={false}
              required
              error={problem()}
              value={email()}
              onInput={(event) => {
                if (asking.failure()) asking.clear();
                setEmail(event.currentTarget.value);
              }}
            />
            <Button type="submit" tone="primary" size="large" wide busy={asking.pending()} waits={asking.waiting() > 0}>
              {text.submit}
            </Button>
          </form>
          <BackToSignIn />
        </Door>
      }
    >
      {(address) => (
        <Door title={text.sentTitle} documentTitle={text.sentTitle} line={text.sentLine(address())}>
          <div class="door-form" role="status">
            <Button size="large" wide onClick={() => setSentTo(undefined)}>
              {text.again}
            </Button>
          </div>
          <BackToSignIn />
        </Door>
      )}
    </Show>
  );
}

function BackToSignIn() {
  return (
    <p class="door-other">
      {text.back}{" "}
      <a href={paths.signIn} rel="external">
        {text.signIn}
      </a>
    </p>
  );
}

const looksRight = (email: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
