import { createSignal, Show } from "solid-js";
import { type StaffRole, staffRoles } from "#core/kernel/roles.state.ts";
import { createRequest } from "#web/data/request.ts";
import { changeStaffRole, resetFactors, type StaffMember, staffStep } from "#web/data/staff.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text } from "./staff.text.ts";

export type Asked = { act: "change" | "link" | "reset" | "deactivate" | "reactivate"; member: StaffMember };

/** Asks before anything about a colleague changes. */
export function StaffDialog(props: { asked: Asked; onClose: () => void }) {
  const { act, member } = props.asked;
  const words = text[act];
  const [role, setRole] = createSignal<StaffRole>(member.role);
  const [reason, setReason] = createSignal("");
  const request = createRequest(
    (key): Promise<unknown> =>
      act === "change"
        ? changeStaffRole(key, member.id, role())
        : act === "reset"
          ? resetFactors(key, member.id, reason().trim())
          : staffStep(key, member.id, act),
  );
  const confirm = async () => {
    if (act === "reset" && reason().trim() === "") return;
    if (!(await request.run())) return;
    toast(words.done(member.name));
    props.onClose();
  };
  return (
    <ConfirmDialog
      open
      danger={act === "deactivate" || act === "reset"}
      title={words.title(member.name)}
      text={words.text}
      confirm={words.confirm}
      dismiss={words.dismiss}
      busy={request.pending()}
      refusal={<Refusal of={request} />}
      waits={request.waiting() > 0}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <Show when={act === "change"}>
        <SelectField<StaffRole>
          label={text.role}
          options={staffRoles.map((value) => ({ value, label: `${text.roleNames[value]}: ${text.roleAbout[value]}` }))}
          value={role()}
          onChange={setRole}
        />
      </Show>
      <Show when={act === "reset"}>
        <TextField
          label={text.reset.reason}
          required
          maxlength={300}
          autocomplete="off"
          value={reason()}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </Show>
    </ConfirmDialog>
  );
}
