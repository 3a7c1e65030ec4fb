import { createSignal } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { register } from "#web/data/sign-in.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { afterSignIn, paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Door } from "#web/ui/door.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { NewPasswordField, newPasswordProblem } from "./new-password-field.tsx";
import { text } from "./register.text.ts";

type Field = "name" | "accountName" | "email" | "password";
type Problems = Partial<Record<Field, string>>;
const fields: readonly Field[] = ["name", "accountName", "email", "password"];

export default function RegisterPage() {
  const attempt = createRequest(register);
  const [values, setValues] = createSignal({ name: "", accountName: "", email: "", password: "" });
  const [left, setLeft] = createSignal<Partial<Record<Field, boolean>>>({});

  const own = (): Problems => check(values());
  const refused = (): Problems => {
    const failure = attempt.failure();
    if (!(failure instanceof ApiError)) return {};
    if (failure.code === "identity.email_taken") return { email: failure.message };
    if (failure.code === "identity.password_too_weak") return { password: failure.message };
    return Object.fromEntries(failure.fields.map((field) => [field.path, field.message]));
  };
  const problem = (field: Field) => (left()[field] ? own()[field] : undefined) ?? refused()[field];

  const change = (field: Field) => (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    if (refused()[field]) attempt.clear();
    setValues({ ...values(), [field]: event.currentTarget.value });
  };
  const leave = (field: Field) => () => values()[field] !== "" && setLeft({ ...left(), [field]: true });

  const submit = async (form: HTMLFormElement) => {
    setLeft({ name: true, accountName: true, email: true, password: true });
    const first = fields.find((field) => own()[field]);
    if (first) {
      form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const { name, accountName, email, password } = values();
    const session = await attempt.run({
      name: name.trim(),
      accountName: accountName.trim(),
      email: email.trim(),
      password,
    });
    if (session) window.location.replace(afterSignIn(window.location.search));
    else form.querySelector<HTMLInputElement>(`[aria-invalid="true"]`)?.focus();
  };

  return (
    <Door title={text.title} documentTitle={text.documentTitle} line={text.line}>
      <form
        class="door-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit(event.currentTarget);
        }}
      >
        <Refusal of={attempt} hidden={fields.some((field) => refused()[field])} />
        <TextField
          label={text.name}
          name="name"
          autocomplete="name"
          required
          maxLength={80}
          error={problem("name")}
          value={values().name}
          onInput={change("name")}
          onBlur={leave("name")}
        />
        <TextField
          label={text.accountName}
          name="accountName"
          autocomplete="organization"
          required
          maxLength={80}
          hint={text.accountNameHint}
          error={problem("accountName")}
          value={values().accountName}
          onInput={change("accountName")}
          onBlur={leave("accountName")}
        />
        <TextField
          label={text.email}
          name="email"
          type="email"
          autocomplete="username"
          autocapitalize="off"
          spellcheck={false}
          required
          error={problem("email")}
          value={values().email}
          onInput={change("email")}
          onBlur={leave("email")}
        />
        <NewPasswordField
          name="password"
          label={text.password}
          error={problem("password")}
          value={values().password}
          onInput={(password) => {
            if (refused().password) attempt.clear();
            setValues({ ...values(), password });
          }}
          onBlur={leave("password")}
        />
        <Button type="submit" tone="primary" size="large" wide busy={attempt.pending()} waits={attempt.waiting() > 0}>
          {text.submit}
        </Button>
      </form>
      <p class="door-other">
        {text.haveOne}{" "}
        <a href={paths.signIn + window.location.search} rel="external">
          {text.signIn}
        </a>
      </p>
    </Door>
  );
}

function check(values: Record<Field, string>): Problems {
  const weak = newPasswordProblem(values.password);
  return {
    ...(values.name.trim() ? {} : { name: text.nameMissing }),
    ...(values.accountName.trim() ? {} : { accountName: text.accountNameMissing }),
    ...(/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values.email.trim()) ? {} : { email: text.emailWrong }),
    ...(weak ? { password: weak } : {}),
  };
}
