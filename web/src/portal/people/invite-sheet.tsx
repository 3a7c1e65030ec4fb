import { createSignal } from "solid-js";
import { invitableBy } from "#core/accounts/member.state.ts";
import { refusedAt } from "#web/data/api.ts";
import { invite, type Place, type Role } from "#web/data/people.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./people.text.ts";
import { PlaceFields, placeProblem } from "./place-fields.tsx";

const text = texts.inviting;

export function InviteSheet(props: { own: Role; onClose: () => void }) {
  const [email, setEmail] = createSignal("");
  const [place, setPlace] = createSignal<Place>({ role: "technical", serviceIds: null });
  const [tried, setTried] = createSignal(false);
  const sending = createRequest(invite);
  const refused = (field: string) => refusedAt(sending.failure(), field);
  const own = () => (/^\S+@\S+\.\S+$/.test(email().trim()) ? undefined : text.missing);
  const submit = async () => {
    setTried(true);
    if (own() || placeProblem(place())) return;
    if (!(await sending.run(email().trim(), place()))) return;
    toast(text.sent(email().trim()));
    props.onClose();
  };
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={sending.pending()} waits={sending.waiting() > 0}>
          {text.submit}
        </Button>
      }
    >
      <div class="stack">
        <Refusal of={sending} hidden={refused("email") !== undefined} />
        <TextField
          label={text.email}
          type="email"
          name="email"
          autocomplete="off"
          required
          maxLength={254}
          hint={text.emailHint}
          error={(tried() ? own() : undefined) ?? refused("email")}
          value={email()}
          onInput={(event) => {
            if (sending.failure()) sending.clear();
            setEmail(event.currentTarget.value);
          }}
        />
        <PlaceFields
          roles={invitableBy(props.own)}
          value={place()}
          error={tried() ? placeProblem(place()) : undefined}
          onChange={setPlace}
        />
      </div>
    </Sheet>
  );
}
