import { createSignal, Show } from "solid-js";
import { type IntegrationState, stateOf } from "#core/integrations/integration.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { checkIntegration, type Integration } from "#web/data/integrations.ts";
import { createRequest } from "#web/data/request.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { text } from "./integrations.text.ts";

const titles: Record<Integration["name"], string> = { autodns: "AutoDNS" };
const tones: Record<IntegrationState, Tone> = { working: "ok", failing: "bad", unused: "plain" };

/** One provider: as whom it is called, whether it answers, and what went wrong last. */
export function IntegrationCard(props: { integration: Integration }) {
  const may = createMay();
  const check = createRequest(checkIntegration);
  const [checked, setChecked] = createSignal<IntegrationState>();
  const title = () => titles[props.integration.name];
  const ask = async () => {
    setChecked(undefined);
    const answer = await check.run(props.integration.name);
    if (answer) setChecked(stateOf(answer));
  };
  return (
    <Card
      title={title()}
      aside={<Status tone={tones[stateOf(props.integration)]}>{text.states[stateOf(props.integration)]}</Status>}
      foot={
        <Show when={may(demands("integration:manage"))}>
          <Button
            size="small"
            aria-label={text.checkNamed(title())}
            busy={check.pending()}
            waits={check.waiting() > 0}
            onClick={() => void ask()}
          >
            {text.check}
          </Button>
        </Show>
      }
    >
      <CardBody class="stack">
        <p class="second">{text.what[props.integration.name]}</p>
        <div role="status">
          <Show when={checked() === "working"}>
            <Notice tone="ok">{text.answers(title())}</Notice>
          </Show>
          <Show when={stateOf(props.integration) === "failing" && props.integration}>
            {(failing) => (
              <Notice tone="bad" title={text.inARow(failing().failures)}>
                <Show when={failing().failure}>
                  {(failure) => (
                    <span class="wrap-anywhere">
                      {failure().message} ({failure().code})
                    </span>
                  )}
                </Show>
              </Notice>
            )}
          </Show>
        </div>
        <Refusal of={check} />
      </CardBody>
      <Properties
        items={[
          { name: text.host, value: props.integration.host, mono: true },
          { name: text.login, value: props.integration.login, mono: true },
          { name: text.system, value: text.systems[props.integration.system] },
          { name: text.key, value: text.keyText },
          {
            name: text.answered,
            value: (
              <Show when={props.integration.answeredAt} fallback={text.never}>
                {(at) => <Moment at={at()} />}
              </Show>
            ),
          },
          { name: text.problem, value: props.integration.failedAt && <Moment at={props.integration.failedAt} /> },
        ]}
      />
    </Card>
  );
}
