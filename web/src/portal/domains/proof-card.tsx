import { Show } from "solid-js";
import { mayManage } from "#core/domains/domain.state.ts";
import { type Domain, proveDomain } from "#web/data/domains.ts";
import type { Operation } from "#web/data/operations.ts";
import { createRequest } from "#web/data/request.ts";
import { createMay } from "#web/parts/may.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import type { Tone } from "#web/ui/status.tsx";
import { text as texts } from "./domain.text.ts";

const text = texts.proof;

/** The record that shows whose a domain is, and how far we are with finding it. */
export function ProofCard(props: {
  domain: Domain;
  record: NonNullable<Domain["proof"]>;
  /** What was done with the domain last. */
  newest: Operation | undefined;
}) {
  const may = createMay();
  const proving = createRequest(proveDomain);
  const state = (): { tone: Tone; word: string } => {
    const { newest } = props;
    if (newest?.state === "failed")
      return { tone: "bad", word: newest.failure?.code === "domain.taken" ? text.taken : text.stopped };
    const waiting = newest?.waitingFor && text.waiting[newest.waitingFor.code];
    return waiting ? { tone: "warn", word: waiting } : { tone: "run", word: text.looking };
  };
  const copied = (name: string, value: string) => (
    <CopyField value={value} label={`${text.copy}: ${name}`} copiedLabel={text.copied} />
  );
  return (
    <Card title={text.title}>
      <CardBody>
        <p class="second">{text.about}</p>
      </CardBody>
      <Properties
        items={[
          { name: text.type, value: props.record.type, mono: true },
          { name: text.name, value: copied(text.name, props.record.name) },
          { name: text.value, value: copied(text.value, props.record.value) },
        ]}
      />
      <CardBody class="stack pt-4">
        <p class="small second">{text.hint}</p>
        <div aria-live="polite">
          <Notice tone={state().tone} icon={state().tone === "bad" ? "alert" : "clock"}>
            {state().word}
          </Notice>
        </div>
        <Refusal of={proving} />
        <Show when={may(mayManage)} fallback={<p class="small second">{text.notYours}</p>}>
          <div class="page-actions">
            <Button
              busy={proving.pending()}
              waits={proving.waiting() > 0}
              onClick={() => void proving.run(props.domain.id)}
            >
              {text.check}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}
