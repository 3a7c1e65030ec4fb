import { createSignal, type JSX, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./door-form.text.ts";
import { DoorEnd, DoorForm } from "./door-form.tsx";

/** An address, and a link that is mailed to it. What comes of it is said alike whether anybody has that address or not. */
export function AskByEmail(props: {
  title: string;
  documentTitle: string;
  line: string;
  submit: string;
  sentLine: (email: string) => string;
  ask: (idempotencyKey: string, email: string) => Promise<true>;
  children: JSX.Element;
}) {
  const asking = createRequest((key, email: string) => props.ask(key, email));
  const [email, setEmail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [sentTo, setSentTo] = createSignal<string>();

  const problem = () =>
    (tried() && !looksRight(email()) ? text.emailWrong : undefined) ?? refusedAt(asking.failure(), "email");
  const submit = async () => {
    setTried(true);
    if (looksRight(email()) && (await asking.run(email().trim()))) setSentTo(email().trim());
  };

  return (
    <Show
      when={sentTo()}
      fallback={
        <Door title={props.title} documentTitle={props.documentTitle} line={props.line}>
          <DoorForm attempt={asking} told={problem() !== undefined} submit={props.submit} onSubmit={submit}>
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
          </DoorForm>
          {props.children}
        </Door>
      }
    >
      {(address) => (
        <DoorEnd title={text.sentTitle} line={props.sentLine(address())}>
          <Button size="large" wide onClick={() => setSentTo(undefined)}>
            {text.again}
          </Button>
        </DoorEnd>
      )}
    </Show>
  );
}

const looksRight = (email: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim());
