import { createSignal, Show } from "solid-js";
import { hstsChoices } from "#core/settings/settings.state.ts";
import { setHttps } from "#web/data/settings.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { type CardProps, createChange } from "./change.ts";
import { text } from "./https-card.text.ts";

type Seconds = (typeof hstsChoices)[number] | null;

/** Whether visitors are sent on to https, and whether browsers remember that. */
export function HttpsCard(props: CardProps) {
  const [httpsOnly, setHttpsOnly] = createSignal(props.settings.httpsOnly);
  const kept = hstsChoices.find((seconds) => seconds === props.settings.hstsSeconds) ?? null;
  const [hsts, setHsts] = createSignal<Seconds>(kept);
  const saving = createChange(props, setHttps);
  const isSame = () => httpsOnly() === props.settings.httpsOnly && hsts() === props.settings.hstsSeconds;
  return (
    <Card title={text.title}>
      <CardBody class="stack">
        <p class="second">{text.about}</p>
        <Refusal of={saving} />
        <label class="choice">
          <input
            type="checkbox"
            checked={httpsOnly()}
            disabled={!props.open}
            onChange={(event) => {
              setHttpsOnly(event.currentTarget.checked);
              if (!event.currentTarget.checked) setHsts(null);
            }}
          />
          <span>
            <b>{text.httpsOnly}</b>
            <span class="small second block">{text.httpsOnlyHint}</span>
          </span>
        </label>
        <Show when={props.open && httpsOnly()}>
          <SelectField
            label={text.hsts}
            options={[
              { value: "", label: text.never },
              ...hstsChoices.map((seconds) => ({ value: String(seconds), label: text.times[seconds] })),
            ]}
            value={String(hsts() ?? "")}
            onChange={(chosen) => setHsts(hstsChoices.find((seconds) => String(seconds) === chosen) ?? null)}
          />
          <p class="small second">{text.hstsHint}</p>
        </Show>
        <Show when={props.open}>
          <div class="page-actions">
            <Button
              busy={saving.pending()}
              waits={props.busy || isSame()}
              onClick={() => void saving.run({ httpsOnly: httpsOnly(), hstsSeconds: hsts() })}
            >
              {text.save}
            </Button>
          </div>
        </Show>
      </CardBody>
    </Card>
  );
}
