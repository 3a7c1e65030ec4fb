import { createMemo, createSignal, Show } from "solid-js";
import { canConfigure, partnerOf } from "#core/settings/settings.state.ts";
import { refusedAt } from "#web/data/api.ts";
import { connectName } from "#web/data/domain-hosts.ts";
import type { Domain } from "#web/data/domains.ts";
import { createRequest } from "#web/data/request.ts";
import { getAllServices } from "#web/data/services.ts";
import { createView } from "#web/lib/view.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./websites.text.ts";

const text = texts.using;

/** One step for all of it: records, route, certificate. Its progress is shown where it was opened. */
export function UseNameSheet(props: { domain: Domain; onClose: () => void }) {
  const services = createView(getAllServices, () => []);
  const takers = createMemo(() => services.value()?.filter(canConfigure) ?? []);
  const [chosen, setChosen] = createSignal<string>();
  const serviceId = () => chosen() ?? takers()[0]?.id ?? "";
  const [name, setName] = createSignal(props.domain.shown);
  const [partner, setPartner] = createSignal(true);
  const using = createRequest(connectName);
  const second = () => partnerOf(name().trim().toLowerCase(), props.domain.shown);
  const refused = () => refusedAt(using.failure(), "name");
  const submit = async () => {
    if (serviceId() === "") return;
    const wanted = { name: name().trim(), partner: second() !== undefined && partner() };
    if (await using.run(serviceId(), wanted)) props.onClose();
  };
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button
          type="submit"
          tone="primary"
          size="large"
          wide
          busy={using.pending()}
          waits={using.waiting() > 0 || serviceId() === ""}
        >
          {text.submit}
        </Button>
      }
    >
      <div class="stack">
        <p class="second">{props.domain.registrar === "external" ? text.aboutExternal : text.about}</p>
        <Refusal of={using} hidden={refused() !== undefined} />
        <Show when={services.value() === undefined || takers().length > 0} fallback={<p>{text.noWebsite}</p>}>
          <SelectField
            label={text.website}
            options={takers().map(({ id, host }) => ({ value: id, label: host }))}
            value={serviceId()}
            onChange={setChosen}
          />
          <TextField
            label={text.name}
            autocomplete="off"
            autocapitalize="off"
            spellcheck={false}
            required
            maxLength={253}
            hint={text.nameHint(props.domain.shown)}
            error={refused()}
            value={name()}
            onInput={(event) => {
              if (using.failure()) using.clear();
              setName(event.currentTarget.value);
            }}
          />
          <Show when={second()}>
            {(other) => (
              <label class="choice">
                <input
                  type="checkbox"
                  checked={partner()}
                  onChange={(event) => setPartner(event.currentTarget.checked)}
                />
                <span>{text.partner(other(), name().trim())}</span>
              </label>
            )}
          </Show>
        </Show>
      </div>
    </Sheet>
  );
}
