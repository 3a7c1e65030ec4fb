import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { takeFragment } from "#web/lib/fragment.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { NewPasswordField, newPasswordProblem } from "./new-password-field.tsx";

export type PasswordByLinkWords = {
  title: string;
  documentTitle: string;
  line: string;
  account: string;
  password: string;
  submit: string;
  doneTitle: string;
  doneLine: string;
  signIn: string;
  voidTitle: string;
  voidLine: string;
  again: string;
  retryIn: (seconds: number) => string;
};

/** A page to which the link of a mail leads: a password is chosen there, once. */
export function PasswordByLink(props: {
  words: PasswordByLinkWords;
  /** Where another link is to be had. */
  again: string;
  send: (idempotencyKey: string, token: string, password: string) => Promise<true>;
}) {
  const text = props.words;
  const given = takeFragment();
  const token = given.get("token") ?? "";
  const attempt = createRequest(props.send);
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [done, setDone] = createSignal(false);

  const refusal = () => {
    const failure = attempt.failure();
    return failure instanceof ApiError ? failure : undefined;
  };
  const isVoid = () => token === "" || refusal()?.code === "identity.link_void";
  const problem = () =>
    (tried() ? newPasswordProblem(password()) : undefined) ??
    refusal()?.fields.find(({ path }) => path === "password")?.message;
  const general = () => (problem() ? undefined : attempt.failure());
  const wait = () => refusal()?.retryAfterSeconds;

  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    if (newPasswordProblem(password()) === undefined && (await attempt.run(token, password()))) setDone(true);
    else form.querySelector<HTMLInputElement>(`[aria-invalid="true"]`)?.focus();
  };

  return (
    <Switch>
      <Match when={done()}>
        <Said title={text.doneTitle} line={text.doneLine}>
          <LinkButton tone="primary" size="large" wide href={paths.signIn}>
            {text.signIn}
          </LinkButton>
        </Said>
      </Match>
      <Match when={isVoid()}>
        <Said title={text.voidTitle} line={text.voidLine}>
          <LinkButton tone="primary" size="large" wide href={props.again}>
            {text.again}
          </LinkButton>
        </Said>
      </Match>
      <Match when={true}>
        <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
          <form
            class="door-form"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              void submit(event.currentTarget);
            }}
          >
            <Show when={general()}>
              {(failure) => (
                <Notice tone="bad" urgent>
                  {failure().message} <Show when={wait()}>{(seconds) => text.retryIn(seconds())}</Show>
                </Notice>
              )}
            </Show>
            {/* So that a password manager knows whose password this is. */}
            <input
              class="unseen"
              type="email"
              name="email"
              autocomplete="username"
              aria-label={text.account}
              tabindex="-1"
              readOnly
              value={given.get("email") ?? ""}
            />
            <NewPasswordField
              name="password"
              label={text.password}
              error={problem()}
              value={password()}
              onInput={(value) => {
                if (attempt.failure()) attempt.clear();
                setPassword(value);
              }}
            />
            <Button type="submit" tone="primary" size="large" wide busy={attempt.pending()}>
              {text.submit}
            </Button>
          </form>
        </Door>
      </Match>
    </Switch>
  );
}

function Said(props: { title: string; line: string; children: JSX.Element }) {
  return (
    <Door title={props.title} documentTitle={props.title} line={props.line}>
      <div class="door-form" role="status">
        {props.children}
      </div>
    </Door>
  );
}
