import { createSignal, createUniqueId, Show } from "solid-js";
import { eraseOneself } from "#web/data/privacy.ts";
import { createRequest } from "#web/data/request.ts";
import type { Session } from "#web/data/session.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog, Dialog } from "#web/ui/dialog.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { text } from "./erasure.text.ts";

/** What goes and what stays when somebody has themselves erased. Who belongs to an account is led there first. */
export function ErasureCard(props: { session: Pick<Session, "person" | "account"> }) {
  const id = createUniqueId();
  const erasing = createRequest(eraseOneself);
  const [asking, setAsking] = createSignal(false);
  const [done, setDone] = createSignal(false);
  const belongs = () => props.session.account !== null;
  // A new document: nothing of who was signed in stays in this one.
  const leave = () => window.location.replace(paths.signIn);
  const erase = async () => {
    if (!(await erasing.run())) return;
    setAsking(false);
    setDone(true);
  };
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.line}</p>
        <p class="small second">{text.kept}</p>
        <Show when={belongs()}>
          <p class="small" id={id}>
            {text.belongs}
          </p>
        </Show>
        <div class="flex flex-wrap gap-2">
          <Button
            tone="danger"
            disabled={belongs()}
            aria-describedby={belongs() ? id : undefined}
            onClick={() => setAsking(true)}
          >
            {text.erase}
          </Button>
          <Show when={belongs()}>
            <LinkButton href={paths.account}>{text.toAccount}</LinkButton>
          </Show>
        </div>
      </CardBody>
      <ConfirmDialog
        open={asking()}
        title={text.askTitle}
        text={text.askText}
        typed={{ name: props.session.person.email, label: text.typed(props.session.person.email) }}
        confirm={text.erase}
        dismiss={text.keep}
        danger
        busy={erasing.pending()}
        refusal={<Refusal of={erasing} />}
        waits={erasing.waiting() > 0}
        onConfirm={() => void erase()}
        onClose={() => {
          setAsking(false);
          erasing.clear();
        }}
      />
      <Show when={done()}>
        <Dialog open urgent onClose={leave} labelledBy={`${id}-done`} describedBy={`${id}-done-text`}>
          <div class="dialog-text">
            <h2 id={`${id}-done`}>{text.doneTitle}</h2>
            <p id={`${id}-done-text`}>{text.doneText}</p>
          </div>
          <div class="dialog-actions">
            <Button tone="primary" onClick={leave}>
              {text.leave}
            </Button>
          </div>
        </Dialog>
      </Show>
    </Card>
  );
}
