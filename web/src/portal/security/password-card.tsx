import { createSignal, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { getFactors } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import { changePassword } from "#web/data/security.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { NewPasswordField, newPasswordProblem } from "../door/new-password-field.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.password;
type Field = "currentPassword" | "newPassword";

export function PasswordCard() {
  const session = createView(getSession, () => []);
  const factors = createView(getFactors, () => []);
  const minimum = () => factors.value()?.passwordCharactersMin;
  const change = createRequest(changePassword);
  const [values, setValues] = createSignal({ currentPassword: "", newPassword: "" });
  const [tried, setTried] = createSignal(false);
  const [others, setOthers] = createSignal<number>();

  const own = (): Partial<Record<Field, string>> => ({
    ...(values().currentPassword ? {} : { currentPassword: text.missing }),
    ...withProblem(newPasswordProblem(values().newPassword, minimum())),
  });
  const refused = (field: Field) => refusedAt(change.failure(), field);
  const problem = (field: Field) => (tried() ? own()[field] : undefined) ?? refused(field);
  const enter = (field: Field) => (value: string) => {
    if (change.failure()) change.clear();
    setOthers(undefined);
    setValues({ ...values(), [field]: value });
  };

  const submit = async (form: HTMLFormElement) => {
    setTried(true);
    const { currentPassword, newPassword } = values();
    const ended = Object.keys(own()).length > 0 ? undefined : await change.run(currentPassword, newPassword);
    if (ended === undefined) {
      form.querySelector<HTMLInputElement>(`[aria-invalid="true"]`)?.focus();
      return;
    }
    setTried(false);
    setValues({ currentPassword: "", newPassword: "" });
    setOthers(ended);
  };

  return (
    <Card title={text.title}>
      <CardBody>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void submit(event.currentTarget);
          }}
        >
          <Refusal of={change} hidden={Boolean(refused("currentPassword") || refused("newPassword"))} />
          <Show when={others() !== undefined}>
            <Notice tone="ok" urgent>
              {text.changed(others() ?? 0)}
            </Notice>
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
            value={session.value()?.person.email ?? ""}
          />
          <PasswordField
            name="currentPassword"
            label={text.current}
            autocomplete="current-password"
            showLabel={text.show}
            concealLabel={text.conceal}
            error={problem("currentPassword")}
            value={values().currentPassword}
            onInput={enter("currentPassword")}
          />
          <NewPasswordField
            name="newPassword"
            label={text.chosen}
            minimum={minimum()}
            error={problem("newPassword")}
            value={values().newPassword}
            onInput={enter("newPassword")}
          />
          <div>
            <Button type="submit" tone="primary" size="large" wide busy={change.pending()} waits={change.waiting() > 0}>
              {text.submit}
            </Button>
          </div>
          <p class="small second">{text.after}</p>
        </form>
      </CardBody>
    </Card>
  );
}

const withProblem = (newPassword: string | undefined) => (newPassword === undefined ? {} : { newPassword });
