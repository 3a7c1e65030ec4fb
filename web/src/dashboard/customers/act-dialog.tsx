import { createSignal } from "solid-js";
import { actingMinutes } from "#core/accounts/support-access.state.ts";
import { refusedAt } from "#web/data/api.ts";
import type { Customer } from "#web/data/dashboard.ts";
import { createRequest } from "#web/data/request.ts";
import { act } from "#web/data/support.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./customer.text.ts";

const text = texts.act;
const reasonMin = 5;
type Minutes = `${(typeof actingMinutes)[number]}`;

/** Asks for the reason, which the customer reads, and goes into the account. */
export function ActDialog(props: { customer: Customer; onClose: () => void }) {
  const [reason, setReason] = createSignal("");
  const [minutes, setMinutes] = createSignal<Minutes>("30");
  const [tried, setTried] = createSignal(false);
  const request = createRequest(act);
  const refused = () => refusedAt(request.failure(), "reason");
  const missing = () => (tried() && reason().trim().length < reasonMin ? text.reasonMissing : refused());
  const confirm = async () => {
    setTried(true);
    if (reason().trim().length < reasonMin) return;
    if (await request.run(props.customer.id, reason().trim(), Number(minutes())))
      window.location.assign(paths.overview);
  };
  return (
    <ConfirmDialog
      open
      title={text.title(props.customer.name)}
      text={text.text}
      confirm={text.confirm}
      dismiss={text.dismiss}
      busy={request.pending()}
      refusal={<Refusal of={request} hidden={refused() !== undefined} />}
      waits={request.waiting() > 0}
      onConfirm={() => void confirm()}
      onClose={props.onClose}
    >
      <TextField
        label={text.reason}
        hint={text.reasonHint}
        error={missing()}
        autocomplete="off"
        maxlength={300}
        value={reason()}
        onInput={(event) => setReason(event.currentTarget.value)}
      />
      <SelectField<Minutes>
        label={text.minutes}
        options={actingMinutes.map((value) => ({ value: `${value}`, label: text.forMinutes(value) }))}
        value={minutes()}
        onChange={setMinutes}
      />
    </ConfirmDialog>
  );
}
