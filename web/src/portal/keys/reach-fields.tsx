import { Show } from "solid-js";
import { WebsiteChoices } from "#web/parts/website-choices.tsx";
import { Segmented } from "#web/ui/segmented.tsx";
import { text as texts } from "./keys.text.ts";

const text = texts.making;

/** Which websites a key reaches: all of them, those to come included, when there is no choice. */
export function ReachFields(props: {
  value: readonly string[] | null;
  error: string | undefined;
  onChange: (serviceIds: readonly string[] | null) => void;
}) {
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
        <WebsiteChoices label={text.chosen} value={props.value ?? []} error={props.error} onChange={props.onChange} />
      </Show>
    </>
  );
}
