import { createRequest } from "#web/data/request.ts";
import { renewDeployKey } from "#web/data/sources.ts";
import { CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { RenewableCard } from "./renewable-card.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.key;

/** The public half of the key that opens the repository, to be entered there. */
export function DeployKeyCard(props: { serviceId: string; deployKey: string }) {
  const renewing = createRequest(renewDeployKey);
  return (
    <RenewableCard text={text} request={renewing} serviceId={props.serviceId} onRenewed={() => toast(text.renewed)}>
      <CardBody class="stack">
        <p class="second">{text.text}</p>
        <CopyField value={props.deployKey} label={text.copy} copiedLabel={texts.copied} />
      </CardBody>
    </RenewableCard>
  );
}
