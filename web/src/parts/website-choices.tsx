import { createSignal, For, Show } from "solid-js";
import { getAllServices } from "#web/data/services.ts";
import { createView } from "#web/lib/view.ts";
import { Button } from "#web/ui/button.tsx";
import { SearchField } from "#web/ui/search-field.tsx";
import { text } from "./website-choices.text.ts";

/** So many are looked through without searching. */
const shownMax = 25;

/** Some of all the account's websites, whatever their number. Those that are chosen come first when there are many. */
export function WebsiteChoices(props: {
  label: string;
  value: readonly string[];
  error?: string | undefined;
  onChange: (serviceIds: string[]) => void;
}) {
  const services = createView(getAllServices, () => []);
  const [sought, setSought] = createSignal("");
  const all = () => (services.value() ?? []).filter(({ state }) => state !== "terminated");
  // As they were when the list came: a row must not move away under the finger that ticks it.
  const before = new Set(props.value);
  const found = () => {
    const words = sought().trim().toLowerCase();
    if (words !== "") return all().filter(({ host }) => host.toLowerCase().includes(words));
    return all().toSorted((one, other) => Number(before.has(other.id)) - Number(before.has(one.id)));
  };
  const toggle = (id: string, on: boolean) => {
    const others = props.value.filter((one) => one !== id);
    props.onChange(on ? [...others, id] : others);
  };
  return (
    <fieldset class="choices">
      <legend class="unseen">{props.label}</legend>
      <Show when={all().length > shownMax}>
        <SearchField label={text.find} value={sought()} onInput={setSought} />
      </Show>
      <Show
        when={services.value()}
        fallback={
          <Show when={services.failure()} fallback={<p class="small second">{text.loading}</p>}>
            <p class="small" role="alert">
              {text.failed}
            </p>
            <div>
              <Button size="small" onClick={() => services.retry()}>
                {text.again}
              </Button>
            </div>
          </Show>
        }
      >
        <For
          each={found().slice(0, shownMax)}
          fallback={<p class="small second">{all().length === 0 ? text.none : text.noMatch}</p>}
        >
          {(service) => (
            <label class="choice">
              <input
                type="checkbox"
                checked={props.value.includes(service.id)}
                onChange={(event) => toggle(service.id, event.currentTarget.checked)}
              />
              <span class="wrap-anywhere">{service.host}</span>
            </label>
          )}
        </For>
        <Show when={found().length > shownMax}>
          <p class="small second">{text.more(found().length - shownMax)}</p>
        </Show>
      </Show>
      <Show when={props.error}>
        <p class="field-error" role="alert">
          {props.error}
        </p>
      </Show>
    </fieldset>
  );
}
