import { For, Show } from "solid-js";
import { type ActorKind, actorKinds, type Family, families } from "#core/audit/audit.state.ts";
import { Button } from "#web/ui/button.tsx";
import { DateField } from "#web/ui/date-field.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import type { FilterKey } from "./asked-for.ts";
import { text } from "./audit.text.ts";
import type { AuditFilterState } from "./audit-filter.ts";

/** Above a log: what it is about, whose doing, which days, and what a link narrowed it to. */
export function AuditFilters(props: {
  filter: AuditFilterState;
  families: readonly Family[];
  kinds: Record<ActorKind, string>;
  /** What ids in the address are called, where an entry on the page tells. */
  nameOf: (key: "person" | "target" | "account") => string | undefined;
}) {
  const chips = () => (["person", "target", "account"] as const).filter((key) => props.filter.chosen(key) !== "");
  const choose = (key: FilterKey) => (value: string) => props.filter.choose(key, value);
  return (
    <search class="grid grid-cols-1 gap-3" aria-label={text.filters}>
      <div class="grid grid-cols-4 gap-3 max-[1080px]:grid-cols-2">
        <SelectField<Family | "">
          label={text.about}
          options={[
            { value: "", label: text.everything },
            ...props.families.map((value) => ({ value, label: families[value] })),
          ]}
          value={props.families.find((family) => family === props.filter.chosen("family")) ?? ""}
          onChange={choose("family")}
        />
        <SelectField<ActorKind | "">
          label={text.who}
          options={[
            { value: "", label: text.anybody },
            ...actorKinds.map((value) => ({ value, label: props.kinds[value] })),
          ]}
          value={actorKinds.find((kind) => kind === props.filter.chosen("actor")) ?? ""}
          onChange={choose("actor")}
        />
        <DateField label={text.from} value={props.filter.chosen("from")} onChange={choose("from")} />
        <DateField label={text.to} value={props.filter.chosen("to")} onChange={choose("to")} />
      </div>
      <Show when={props.filter.isSet()}>
        <div class="flex flex-wrap gap-2">
          <For each={chips()}>
            {(key) => (
              <Button class="max-w-full" size="small" icon="close" onClick={() => props.filter.choose(key, "")}>
                <span class="clip">{text.only(props.nameOf(key) ?? text[key])}</span>
              </Button>
            )}
          </For>
          <Button size="small" tone="link" onClick={() => props.filter.clear()}>
            {text.clear}
          </Button>
        </div>
      </Show>
    </search>
  );
}
