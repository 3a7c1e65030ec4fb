import { createSignal, Match, onMount, Switch } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { takeFragment } from "#web/lib/fragment.ts";
import { paths } from "#web/paths.ts";
import { Door } from "#web/ui/door.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { DoorEnd, DoorForm, isVoid, WhosePassword } from "./door-form.tsx";
import { NewPasswordField, newPasswordProblem } from "./new-password-field.tsx";

export type PasswordByLinkWords = {
  title: string;
  documentTitle: string;
  line: string;
  password: string;
  submit: string;
  doneTitle: string;
  doneLine: string;
  signIn: string;
  voidTitle: string;
  voidLine: string;
  again: string;
};

/** A page to which the link of a mail leads: a password is chosen there, once. */
export function PasswordByLink(props: {
  words: PasswordByLinkWords;
  /** Where another link is to be had. */
  again: string;
  /** Asks how long a password has to be for this link, and whether it still opens anything. */
  look?: (idempotencyKey: string, token: string) => Promise<number>;
  send: (idempotencyKey: string, token: string, password: string) => Promise<true>;
}) {
  const text = props.words;
  const given = takeFragment();
  const token = given.get("token") ?? "";
  const attempt = createRequest(props.send);
  const looking = createRequest(async (key: string) => props.look?.(key, token));
  const [minimum, setMinimum] = createSignal<number>();
  onMount(async () => {
    if (props.look && token !== "") setMinimum(await looking.run());
  });
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [done, setDone] = createSignal(false);

  const problem = () =>
    (tried() ? newPasswordProblem(password(), minimum()) : undefined) ?? refusedAt(attempt.failure(), "password");
  const submit = async () => {
    setTried(true);
    if (newPasswordProblem(password(), minimum()) === undefined && (await attempt.run(token, password())))
      setDone(true);
  };

  return (
    <Switch>
      <Match when={done()}>
        <DoorEnd title={text.doneTitle} line={text.doneLine}>
          <LinkButton tone="primary" size="large" wide href={paths.signIn}>
            {text.signIn}
          </LinkButton>
        </DoorEnd>
      </Match>
      <Match when={token === "" || isVoid(attempt.failure()) || isVoid(looking.failure())}>
        <DoorEnd title={text.voidTitle} line={text.voidLine}>
          <LinkButton tone="primary" size="large" wide href={props.again}>
            {text.again}
          </LinkButton>
        </DoorEnd>
      </Match>
      <Match when={true}>
        <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
          <DoorForm attempt={attempt} told={problem() !== undefined} submit={text.submit} onSubmit={submit}>
            <WhosePassword email={given.get("email") ?? ""} />
            <NewPasswordField
              name="password"
              label={text.password}
              minimum={minimum()}
              error={problem()}
              value={password()}
              onInput={(value) => {
                if (attempt.failure()) attempt.clear();
                setPassword(value);
              }}
            />
          </DoorForm>
        </Door>
      </Match>
    </Switch>
  );
}
