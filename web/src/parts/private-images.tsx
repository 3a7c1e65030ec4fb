import { createSignal, For, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { forgetRegistryLogin, getRegistryLogins, keepRegistryLogin, type RegistryLogin } from "#web/data/registries.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { Button } from "#web/ui/button.tsx";
import { CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { loading } from "./loading.text.ts";
import { Moment } from "./moment.tsx";
import { text } from "./private-images.text.ts";
import { Refusal } from "./refusal.tsx";

/** What opens private images of the account, inside of a card. */
export function PrivateImages() {
  const logins = createView(getRegistryLogins, () => []);
  const forgetting = createRequest(forgetRegistryLogin);
  const [asked, setAsked] = createSignal<RegistryLogin>();
  const close = () => {
    setAsked(undefined);
    forgetting.clear();
  };
  const forget = async (id: string) => {
    if (await forgetting.run(id)) close();
  };
  return (
    <>
      <CardBody>
        <p class="second">{text.about}</p>
      </CardBody>
      <Loaded
        padded
        from={logins}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={1} />}
      >
        {(found) => (
          <Rows>
            <For each={found().items}>
              {(login) => (
                <Row
                  title={<bdi class="wrap-anywhere">{login.registry}</bdi>}
                  text={
                    <>
                      <bdi class="wrap-anywhere">{login.username}</bdi> · {text.changed} <Moment at={login.changedAt} />
                    </>
                  }
                  end={
                    <Button size="small" aria-label={text.forgetOf(login.registry)} onClick={() => setAsked(login)}>
                      {text.forget}
                    </Button>
                  }
                />
              )}
            </For>
          </Rows>
        )}
      </Loaded>
      <CardBody class="stack pt-4">
        <LoginForm />
      </CardBody>
      <Show when={asked()}>
        {(login) => (
          <ConfirmDialog
            open
            title={text.forgetTitle(login().registry)}
            text={text.forgetText}
            confirm={text.forget}
            dismiss={text.dismiss}
            busy={forgetting.pending()}
            waits={forgetting.waiting() > 0}
            refusal={<Refusal of={forgetting} />}
            onConfirm={() => void forget(login().id)}
            onClose={close}
          />
        )}
      </Show>
    </>
  );
}

function LoginForm() {
  const [registry, setRegistry] = createSignal("");
  const [username, setUsername] = createSignal("");
  const [password, setPassword] = createSignal("");
  const keeping = createRequest(keepRegistryLogin);
  const at = (field: string) => refusedAt(keeping.failure(), field);
  const isAtField = () => ["registry", "username", "password"].some((field) => at(field) !== undefined);
  const typed = (set: (value: string) => void) => (event: { currentTarget: HTMLInputElement }) => {
    keeping.clear();
    set(event.currentTarget.value);
  };
  const keep = async () => {
    if (!(await keeping.run({ registry: registry(), username: username(), password: password() }))) return;
    for (const set of [setRegistry, setUsername, setPassword]) set("");
    toast(text.kept);
  };
  const plain = { autocomplete: "off", autocapitalize: "off", spellcheck: false } as const;
  return (
    // It stands inside of the form of an order, too, and forms do not nest.
    <fieldset
      class="stack"
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        void keep();
      }}
    >
      <legend class="unseen">{text.title}</legend>
      <Refusal of={keeping} hidden={isAtField()} />
      <TextField
        {...plain}
        label={text.registry}
        hint={text.registryHint}
        value={registry()}
        error={at("registry")}
        onInput={typed(setRegistry)}
      />
      <TextField
        {...plain}
        label={text.username}
        value={username()}
        error={at("username")}
        onInput={typed(setUsername)}
      />
      <PasswordField
        label={text.password}
        name="registry-password"
        autocomplete="new-password"
        showLabel={text.show}
        concealLabel={text.conceal}
        hint={text.passwordHint}
        value={password()}
        error={at("password")}
        onInput={(value) => {
          keeping.clear();
          setPassword(value);
        }}
      />
      <div class="page-actions">
        <Button onClick={() => void keep()} busy={keeping.pending()} waits={keeping.waiting() > 0}>
          {text.keep}
        </Button>
      </div>
    </fieldset>
  );
}
