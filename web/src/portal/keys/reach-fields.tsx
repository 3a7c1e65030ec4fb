import { For, Show } from "solid-js";
import { getServices } from "#web/data/services.ts";
import { createView } from "#web/lib/view.ts";
import { Segmented } from "#web/ui/segmented.tsx";
import { text as texts } from "./keys.text.ts";

const text = texts.making;

/** Which websites a key reaches: all of them, those to come included, when there is no choice. */
export function ReachFields(props: {
  value: readonly string[] | null;
  error: string | undefined;
  onChange: (serviceIds: readonly string[] | null) => void;
}) {
  const services = createView(getServices, () => []);
  const items = () => (services.value()?.items ?? []).filter(({ state }) => state !== "terminated");
  const toggle = (id: string, on: boolean) => {
    const others = (props.value ?? []).filter((one) => one !== id);
    props.onChange(on ? [...others, id] : others);
  };
  return (
    <>
      <div class="field">
        <Segmented
          label={text.reach}
          options={[
            { value: "all", label: text.all },
            { value: "chosen", label: text.chosen },
          ]}
          value={props.value === null ? "all" : "chosen"}
          onChange={(value) => props.onChange(value === "all" ? null : [])}
        />
      </div>
      <Show when={props.value !== null}>
        <fieldset class="choices">
          <legend class="unseen">{text.chosen}</legend>
          <For each={items()} fallback={<p class="small second">{text.noneChosen}</p>}>
            {(service) => (
              <label class="choice">
                <input
                  type="checkbox"
                  checked={props.value?.includes(service.id) === true}
                  onChange={(event) => toggle(service.id, event.currentTarget.checked)}
                />
                <span class="wrap-anywhere">{service.host}</span>
              </label>
            )}
          </For>
          <Show when={props.error}>
            <p class="field-error" role="alert">
              {props.error}
            </p>
          </Show>
        </fieldset>
      </Show>
    </>
  );
}
