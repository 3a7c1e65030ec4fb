import { createSignal, Show } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import type { NewPerson } from "#web/data/registration.ts";
import type { Requested } from "#web/data/request.ts";
import { TextField } from "#web/ui/text-field.tsx";
import { DoorForm, WhosePassword } from "./door-form.tsx";
import { NewPasswordField, newPasswordProblem } from "./new-password-field.tsx";
import { text } from "./new-person-form.text.ts";

type Field = keyof NewPerson;
const fields: readonly Field[] = ["name", "accountName", "password"];

/** Who somebody is, whose address a link has proved: asked of whoever registers, and of whoever was invited. */
export function NewPersonForm(props: {
  email: string;
  /** Whether they open an account; who was invited joins one, and is not asked for its name. */
  opensAccount: boolean;
  submit: string;
  attempt: Pick<Requested<never, unknown>, "pending" | "failure" | "waiting" | "clear">;
  onSubmit: (person: NewPerson) => Promise<unknown>;
}) {
  const [values, setValues] = createSignal<NewPerson>({ name: "", accountName: "", password: "" });
  const [left, setLeft] = createSignal<Partial<Record<Field, boolean>>>({});

  const asked = () => fields.filter((field) => field !== "accountName" || props.opensAccount);
  const own = (field: Field): string | undefined =>
    field === "password"
      ? newPasswordProblem(values().password)
      : values()[field].trim()
        ? undefined
        : text.missing[field];
  const refused = (field: Field) => refusedAt(props.attempt.failure(), field);
  const problem = (field: Field) => (left()[field] ? own(field) : undefined) ?? refused(field);
  const change = (field: Field) => (value: string) => {
    if (refused(field)) props.attempt.clear();
    setValues({ ...values(), [field]: value });
  };
  const leave = (field: Field) => () => values()[field] !== "" && setLeft({ ...left(), [field]: true });

  const submit = async () => {
    setLeft({ name: true, accountName: true, password: true });
    if (asked().some(own)) return;
    const { name, accountName, password } = values();
    await props.onSubmit({ name: name.trim(), accountName: accountName.trim(), password });
  };

  return (
    <DoorForm
      attempt={props.attempt}
      told={asked().some((field) => refused(field) !== undefined)}
      submit={props.submit}
      onSubmit={submit}
    >
      <TextField
        label={text.name}
        name="name"
        autocomplete="name"
        required
        maxLength={80}
        error={problem("name")}
        value={values().name}
        onInput={(event) => change("name")(event.currentTarget.value)}
        onBlur={leave("name")}
      />
      <Show when={props.opensAccount}>
        <TextField
          label={text.accountName}
          name="accountName"
          autocomplete="organization"
          required
          maxLength={80}
          hint={text.accountNameHint}
          error={problem("accountName")}
          value={values().accountName}
          onInput={(event) => change("accountName")(event.currentTarget.value)}
          onBlur={leave("accountName")}
        />
      </Show>
      <WhosePassword email={props.email} />
      <NewPasswordField
        name="password"
        label={text.password}
        error={problem("password")}
        value={values().password}
        onInput={change("password")}
        onBlur={leave("password")}
      />
    </DoorForm>
  );
}
