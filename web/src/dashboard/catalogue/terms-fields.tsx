import { For, Show } from "solid-js";
import type { PlanKind } from "#core/catalog/catalog.state.ts";
import { TextField } from "#web/ui/text-field.tsx";
import { text } from "./plan.text.ts";
import { amounts, fieldsOf, limits, quotas, type TermField, type Typed } from "./terms-form.ts";

export const termId = (field: TermField) => `plan-${field}`;
const hints: Partial<Record<TermField, string>> = { yearly: text.yearlyHint, setup: text.setupHint };

/** Price, limits and quotas of a version. */
export function TermsFields(props: {
  kind: PlanKind;
  typed: Typed;
  problems: Partial<Record<TermField, string>>;
  disabled?: boolean;
  onType: (field: TermField, value: string) => void;
}) {
  const field = (name: TermField, suffix?: string) => (
    <TextField
      id={termId(name)}
      label={text[name]}
      hint={hints[name]}
      suffix={suffix}
      error={props.problems[name]}
      inputmode={suffix ? "decimal" : "numeric"}
      autocomplete="off"
      disabled={props.disabled}
      value={props.typed[name]}
      onInput={(event) => props.onType(name, event.currentTarget.value)}
    />
  );
  return (
    <div class="grid gap-6">
      <div class="grid grid-cols-2 items-start gap-4">
        <For each={amounts.filter((name) => fieldsOf(props.kind).includes(name))}>
          {(name) => field(name, text.currency)}
        </For>
      </div>
      <Show when={props.kind === "extra"}>
        <p class="small second">{text.extraHint}</p>
      </Show>
      <div class="grid grid-cols-2 items-start gap-4">
        <For each={limits}>{(name) => field(name)}</For>
      </div>
      <div class="grid grid-cols-2 items-start gap-4">
        <For each={quotas}>{(name) => field(name)}</For>
      </div>
    </div>
  );
}
