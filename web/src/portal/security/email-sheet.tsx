import { createSignal } from "solid-js";
import { refusedAt } from "#web/data/api.ts";
import { requestEmailChange } from "#web/data/profile.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { PasswordField } from "#web/ui/password-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./profile.text.ts";

type Field = "newEmail" | "currentPassword";

/** Asks for another address; both addresses then decide. */
export function EmailSheet(props: { onClose: () => void }) {
  const asking = createRequest(requestEmailChange);
  const [values, setValues] = createSignal({ newEmail: "", currentPassword: "" });
  const [tried, setTried] = createSignal(false);

  const own = (field: Field): string | undefined => {
    if (field === "currentPassword") return values().currentPassword ? undefined : text.passwordMissing;
    return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(values().newEmail.trim()) ? undefined : text.emailWrong;
  };
  const refused = (field: Field) => refusedAt(asking.failure(), field);
  const problem = (field: Field) => (tried() ? own(field) : undefined) ?? refused(field);
  const enter = (field: Field) => (value: string) => {
    if (asking.failure()) asking.clear();
    setValues({ ...values(), [field]: value });
  };
  const submit = async () => {
    setTried(true);
    if (own("newEmail") || own("currentPassword")) return;
    if (!(await asking.run(values().newEmail.trim(), values().currentPassword))) return;
    toast(text.sent);
    props.onClose();
  };

  return (
    <Sheet
      open
      title={text.sheetTitle}
      closeLabel={text.cancel}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={() => props.onClose()}>{text.cancel}</Button>
          <Button type="submit" tone="primary" busy={asking.pending()} waits={asking.waiting() > 0}>
            {text.send}
          </Button>
        </>
      }
    >
      <p class="second">{text.sheetText}</p>
      <Refusal of={asking} hidden={(refused("newEmail") ?? refused("currentPassword")) !== undefined} />
      <TextField
        label={text.newEmail}
        name="newEmail"
        type="email"
        autocomplete="email"
        autocapitalize="off"
        spellcheck={false}
        error={problem("newEmail")}
        value={values().newEmail}
        onInput={(event) => enter("newEmail")(event.currentTarget.value)}
      />
      <PasswordField
        name="currentPassword"
        label={text.currentPassword}
        autocomplete="current-password"
        showLabel={text.show}
        concealLabel={text.conceal}
        error={problem("currentPassword")}
        value={values().currentPassword}
        onInput={enter("currentPassword")}
      />
    </Sheet>
  );
}
