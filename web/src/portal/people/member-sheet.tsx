import { createSignal, Show } from "solid-js";
import { grantableBy } from "#core/accounts/member.state.ts";
import { changeMember, type Member, offerAccount, type Place, type Role, removeMember } from "#web/data/people.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { RowAction, Rows } from "#web/ui/rows.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./people.text.ts";
import { PlaceFields, placeProblem } from "./place-fields.tsx";

const text = texts.member;
type Asked = "remove" | "offer" | "owner";

/** What can be done about a member, by somebody who may. */
export function MemberSheet(props: { member: Member; own: Role; onClose: () => void }) {
  const [place, setPlace] = createSignal<Place>({ role: props.member.role, serviceIds: props.member.serviceIds });
  const [tried, setTried] = createSignal(false);
  const [asked, setAsked] = createSignal<Asked>();
  const changing = createRequest(changeMember);
  const removing = createRequest(removeMember);
  const offering = createRequest(offerAccount);
  const done = (said: string) => {
    toast(said);
    props.onClose();
  };
  const save = async () => {
    if ((await changing.run(props.member.id, place())) === true) done(text.saved(props.member.name));
    else setAsked(undefined);
  };
  const submit = () => {
    setTried(true);
    if (placeProblem(place())) return;
    if (place().role === "owner" && props.member.role !== "owner") setAsked("owner");
    else void save();
  };
  const acts: Record<Asked, { title: string; text: string; confirm: string; run: () => Promise<unknown> }> = {
    owner: {
      title: text.ownerTitle(props.member.name),
      text: text.ownerText,
      confirm: text.ownerConfirm,
      run: save,
    },
    remove: {
      title: text.removeTitle(props.member.name),
      text: text.removeText,
      confirm: text.removeConfirm,
      run: async () => (await removing.run(props.member.id)) && done(text.removed(props.member.name)),
    },
    offer: {
      title: text.offerTitle(props.member.name),
      text: text.offerText,
      confirm: text.offerConfirm,
      run: async () => (await offering.run(props.member.id)) && done(text.offered(props.member.name)),
    },
  };
  const of = (what: Asked) => ({ owner: changing, remove: removing, offer: offering })[what];
  return (
    <>
      <Sheet
        open
        title={text.title(props.member.name)}
        closeLabel={texts.close}
        onClose={props.onClose}
        onSubmit={submit}
        foot={
          <Button type="submit" tone="primary" size="large" wide busy={changing.pending()}>
            {text.save}
          </Button>
        }
      >
        <div class="stack">
          <p class="second wrap-anywhere">{props.member.email}</p>
          <Refusal of={changing} />
          <PlaceFields
            roles={grantableBy(props.own)}
            value={place()}
            error={tried() ? placeProblem(place()) : undefined}
            onChange={setPlace}
          />
          <Rows tight>
            <Show when={props.own === "owner" && props.member.role !== "owner"}>
              <RowAction icon="key" label={text.offer} onClick={() => setAsked("offer")} />
            </Show>
            <RowAction icon="trash" label={text.remove} danger onClick={() => setAsked("remove")} />
          </Rows>
        </div>
      </Sheet>
      <Show when={asked()}>
        {(what) => (
          <ConfirmDialog
            open
            title={acts[what()].title}
            text={acts[what()].text}
            confirm={acts[what()].confirm}
            dismiss={what() === "remove" ? text.keep : text.cancel}
            danger={what() === "remove"}
            busy={of(what()).pending()}
            refusal={<Refusal of={of(what())} />}
            waits={of(what()).waiting() > 0}
            onConfirm={() => void acts[what()].run()}
            onClose={() => {
              of(what()).clear();
              setAsked(undefined);
            }}
          />
        )}
      </Show>
    </>
  );
}
