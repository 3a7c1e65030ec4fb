import { createSignal, Show } from "solid-js";
import { setMaintenance } from "#web/data/settings.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Status } from "#web/ui/status.tsx";
import { type CardProps, createChange } from "./change.ts";
import { text as texts } from "./settings.text.ts";

const text = texts.maintenance;

/** Whether visitors see the website, or that it is being worked on. */
export function MaintenanceCard(props: CardProps) {
  const [asked, setAsked] = createSignal(false);
  const switching = createChange(props, setMaintenance);
  const isOn = () => props.settings.maintenance;
  const close = () => {
    setAsked(false);
    switching.clear();
  };
  const confirm = async () => {
    if (await switching.run(true)) close();
  };
  return (
    <Card title={text.title} aside={<Status tone={isOn() ? "warn" : "plain"}>{isOn() ? text.on : text.off}</Status>}>
      <CardBody class="stack">
        <p class="second">{text.about}</p>
        <Refusal of={switching} hidden={asked()} />
        <Show when={props.open}>
          <div class="page-actions">
            <Button
              busy={switching.pending()}
              waits={props.busy}
              onClick={() => (isOn() ? void switching.run(false) : setAsked(true))}
            >
              {isOn() ? text.switchOff : text.switchOn}
            </Button>
          </div>
        </Show>
      </CardBody>
      <ConfirmDialog
        open={asked()}
        title={text.onTitle}
        text={text.onText}
        confirm={text.switchOn}
        dismiss={texts.dismiss}
        busy={switching.pending()}
        waits={switching.waiting() > 0}
        refusal={<Refusal of={switching} />}
        onConfirm={() => void confirm()}
        onClose={close}
      />
    </Card>
  );
}
