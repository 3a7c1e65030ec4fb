import { createSignal } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { renewDeployKey } from "#web/data/sources.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.key;

/** The public half of the key that opens the repository, to be entered there. */
export function DeployKeyCard(props: { serviceId: string; deployKey: string }) {
  const [asked, setAsked] = createSignal(false);
  const renewing = createRequest(renewDeployKey);
  const renew = async () => {
    if (!(await renewing.run(props.serviceId))) return;
    setAsked(false);
    toast(text.renewed);
  };
  return (
    <Card
      title={text.title}
      aside={
        <Button size="small" onClick={() => setAsked(true)}>
          {text.renew}
        </Button>
      }
    >
      <CardBody class="stack">
        <p class="second">{text.text}</p>
        <CopyField value={props.deployKey} label={text.copy} copiedLabel={texts.copied} />
      </CardBody>
      <ConfirmDialog
        open={asked()}
        title={text.renewTitle}
        text={text.renewText}
        confirm={text.renew}
        dismiss={text.dismiss}
        busy={renewing.pending()}
        refusal={<Refusal of={renewing} />}
        onConfirm={() => void renew()}
        onClose={() => setAsked(false)}
      />
    </Card>
  );
}
