import { createSignal } from "solid-js";
import { type StaffRole, staffRoles } from "#core/kernel/roles.state.ts";
import { refusedAt } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { inviteStaff } from "#web/data/staff.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./staff.text.ts";

const text = texts.form;
const blank = { name: "", email: "", role: "support" as StaffRole };

/** Appoints a colleague. They choose their password by a link. */
export function InviteSheet(props: { open: boolean; onClose: () => void }) {
  const [values, setValues] = createSignal(blank);
  const inviting = createRequest(inviteStaff);
  const refused = (path: "name" | "email") => refusedAt(inviting.failure(), path);
  const enter = (field: "name" | "email") => (event: { currentTarget: { value: string } }) => {
    if (inviting.failure()) inviting.clear();
    setValues({ ...values(), [field]: event.currentTarget.value });
  };
  const close = () => {
    inviting.clear();
    props.onClose();
  };
  const submit = async () => {
    const invited = await inviting.run(values());
    if (!invited) return;
    setValues(blank);
    close();
    toast(text.done(invited.email));
  };
  return (
    <Sheet
      open={props.open}
      title={text.title}
      closeLabel={text.close}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{text.cancel}</Button>
          <Button type="submit" tone="primary" busy={inviting.pending()}>
            {text.submit}
          </Button>
        </>
      }
    >
      <div class="stack">
        <Refusal of={inviting} hidden={Boolean(refused("name") || refused("email"))} />
        <TextField
          label={text.name}
          autocomplete="off"
          maxlength={80}
          error={refused("name")}
          value={values().name}
          onInput={enter("name")}
        />
        <TextField
          label={text.email}
          type="email"
          autocomplete="off"
          hint={text.emailHint}
          error={refused("email")}
          value={values().email}
          onInput={enter("email")}
        />
        <SelectField<StaffRole>
          label={text.role}
          options={staffRoles.map((value) => ({
            value,
            label: `${texts.roleNames[value]}: ${texts.roleAbout[value]}`,
          }))}
          value={values().role}
          onChange={(role) => setValues({ ...values(), role })}
        />
      </div>
    </Sheet>
  );
}
