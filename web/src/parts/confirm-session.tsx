import { createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import {
  type ConfirmationChoice,
  confirmByPasskey,
  confirmSession,
  requestConfirmation,
} from "#web/data/confirmation.ts";
import { createRequest } from "#web/data/request.ts";
import { confirmAtProvider } from "#web/data/sso.ts";

import { Button } from "#web/ui/button.tsx";
import { Dialog } from "#web/ui/dialog.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./confirm-session.text.ts";
import { keepPlaceHere } from "./place-after.ts";
import { Refusal } from "./refusal.tsx";

type Way = "provider" | "passkey" | "password" | "code" | "recoveryCode";

export function ConfirmSession(props: { onClose: (confirmed: boolean) => void }) {
  const id = createUniqueId();
  const asking = createRequest(requestConfirmation);
  const proving = createRequest(confirmSession);
  const byPasskey = createRequest(confirmByPasskey);
  const atProvider = createRequest(confirmAtProvider);
  const [choice, setChoice] = createSignal<ConfirmationChoice>();
  const [way, setWay] = createSignal<Way>();
  const [value, setValue] = createSignal("");
  const [tried, setTried] = createSignal(false);
  onMount(async () => {
    const found = await asking.run();
    setChoice(found);
    setWay(found && waysOf(found)[0]);
  });
  const others = () => {
    const found = choice();
    return found ? waysOf(found).filter((other) => other !== way()) : [];
  };
  const refused = () => refusedAt(proving.failure(), way() ?? "");
  const problem = () => (tried() && !value().trim() ? text.missing : refused());
  const enter = (entered: string) => {
    proving.clear();
    setValue(entered);
  };
  const choose = (other: Way) => {
    proving.clear();
    byPasskey.clear();
    atProvider.clear();
    setTried(false);
    setValue("");
    setWay(other);
  };

  const submit = async () => {
    const [chosen, passkey, provider] = [way(), choice()?.passkey, choice()?.provider];
    if (chosen === "provider" && provider) {
      keepPlaceHere(window.location);
      await atProvider.run(provider);
      return;
    }
    if (chosen === "passkey" && passkey) {
      if (await byPasskey.run(passkey)) props.onClose(true);
      return;
    }
    setTried(true);
    if (chosen === undefined || !value().trim()) return;
    if (await proving.run({ [chosen]: chosen === "password" ? value() : value().trim() })) props.onClose(true);
  };

  return (
    <Dialog open onClose={() => props.onClose(false)} labelledBy={id} describedBy={`${id}-text`}>
      <form
        class="contents"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div class="dialog-text">
          <h2 id={id}>{text.title}</h2>
          <p id={`${id}-text`}>{text.line}</p>
        </div>
        <Refusal of={asking} />
        <Refusal of={byPasskey} />
        <Refusal of={atProvider} />
        <Refusal of={proving} hidden={refused() !== undefined} />
        <Show when={way()} fallback={<p role="status">{asking.pending() ? text.loading : ""}</p>}>
          <Show when={way() === "provider"}>
            <p class="second">{text.providerLine}</p>
          </Show>
          <Show when={way() === "password"}>
            <PasswordField
              name="password"
              label={text.password}
              autocomplete="current-password"
              showLabel={text.show}
              concealLabel={text.conceal}
              error={problem()}
              value={value()}
              onInput={enter}
            />
          </Show>
          <Show when={way() === "code"}>
            <TextField
              label={text.code}
              inputmode="numeric"
              autocomplete="one-time-code"
              maxLength={20}
              error={problem()}
              value={value()}
              onInput={(event) => enter(event.currentTarget.value)}
            />
          </Show>
          <Show when={way() === "recoveryCode"}>
            <TextField
              label={text.recoveryCode}
              autocomplete="off"
              autocapitalize="off"
              spellcheck={false}
              maxLength={60}
              error={problem()}
              value={value()}
              onInput={(event) => enter(event.currentTarget.value)}
            />
          </Show>
        </Show>
        <For each={others()}>
          {(other) => (
            <div>
              <Button tone="link" onClick={() => choose(other)}>
                {other === "password" ? text.password : text.ways[other]}
              </Button>
            </div>
          )}
        </For>
        <div class="dialog-actions">
          <Button onClick={() => props.onClose(false)}>{text.dismiss}</Button>
          <Button
            type="submit"
            tone="primary"
            disabled={!way()}
            waits={proving.waiting() > 0 || byPasskey.waiting() > 0 || atProvider.waiting() > 0}
            busy={proving.pending() || byPasskey.pending() || atProvider.pending()}
          >
            {way() === "passkey" ? text.passkey : way() === "provider" ? text.provider : text.submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const waysOf = ({ provider, password, passkey, totp, recoveryCode }: ConfirmationChoice): Way[] => [
  ...(provider ? (["provider"] as const) : []),
  ...(password ? (["password"] as const) : []),
  ...(passkey ? (["passkey"] as const) : []),
  ...(totp ? (["code"] as const) : []),
  ...(recoveryCode ? (["recoveryCode"] as const) : []),
];
