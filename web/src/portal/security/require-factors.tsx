import { createSignal, Show } from "solid-js";
import { requireFactors } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import type { Session } from "#web/data/session.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.require;

/** For who leads an account: whether everybody in it needs a second factor. */
export function RequireFactors(props: { session: Session | undefined }) {
  const changing = createRequest(requireFactors);
  const [asked, setAsked] = createSignal(false);
  const account = () => {
    const found = props.session?.account;
    return found && (found.role === "owner" || found.role === "administrator") ? found : undefined;
  };
  const close = () => {
    changing.clear();
    setAsked(false);
  };
  const change = async (required: boolean) => {
    if ((await changing.run(required)) !== undefined) close();
  };
  return (
    <Show when={account()}>
      {(led) => (
        <Card
          title={text.title(led().name)}
          foot={<Button onClick={() => setAsked(true)}>{led().factorRequired ? text.turnOff : text.turnOn}</Button>}
        >
          <CardBody>
            <p class="second">{led().factorRequired ? text.on : text.off}</p>
          </CardBody>
          <ConfirmDialog
            open={asked()}
            title={led().factorRequired ? text.offTitle : text.onTitle}
            text={led().factorRequired ? text.offText : text.onText}
            confirm={led().factorRequired ? text.turnOff : text.turnOn}
            dismiss={text.dismiss}
            busy={changing.pending()}
            refusal={<Refusal of={changing} />}
            waits={changing.waiting() > 0}
            onConfirm={() => void change(!led().factorRequired)}
            onClose={close}
          />
        </Card>
      )}
    </Show>
  );
}
