import { Show } from "solid-js";
import { createRequest } from "#web/data/request.ts";
import { renewWebhookSecret, type Source } from "#web/data/sources.ts";
import { Moment } from "#web/parts/moment.tsx";
import { CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { RenewableCard } from "./renewable-card.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.webhook;

/** Where pushes are told of, and with which secret: that is shown once. */
export function WebhookCard(props: { source: Source; secret: string | undefined; onSecret: (secret: string) => void }) {
  const renewing = createRequest(renewWebhookSecret);
  return (
    <RenewableCard
      text={text}
      request={renewing}
      serviceId={props.source.serviceId}
      onRenewed={({ webhookSecret }) => props.onSecret(webhookSecret)}
    >
      <CardBody class="stack">
        <p class="second">{text.text}</p>
        <CopyField value={props.source.webhookUrl} label={text.copy} copiedLabel={texts.copied} />
        <Show when={props.secret}>
          {(secret) => (
            <>
              <Notice tone="warn">{text.secretOnce}</Notice>
              <CopyField value={secret()} label={text.copySecret} copiedLabel={texts.copied} />
            </>
          )}
        </Show>
      </CardBody>
      <Properties
        items={[
          ...(props.secret ? [] : [{ name: text.secret, value: text.hidden }]),
          {
            name: text.seen,
            value: props.source.webhookSeenAt ? <Moment at={props.source.webhookSeenAt} /> : text.never,
          },
          {
            name: text.pushed,
            value: props.source.pushedAt ? (
              <>
                <code class="mono">{props.source.pushedCommit?.slice(0, 7)}</code> <Moment at={props.source.pushedAt} />
              </>
            ) : undefined,
          },
          ...text.hosts.map(({ name, steps }) => ({ name, value: steps })),
        ]}
      />
    </RenewableCard>
  );
}
