import { useSearchParams } from "@solidjs/router";
import { SelectField } from "#web/ui/select-field.tsx";

/** The state that a list is narrowed to, kept in the address so that it can be sent to a colleague. */
export function createStateFilter<State extends string>(states: readonly State[]) {
  const [search, setSearch] = useSearchParams<{ state?: string }>();
  const state = (): State | undefined => states.find((one) => one === search.state);
  return {
    state,
    /** As a list's query takes it. */
    narrowed: (): { state?: State } => {
      const current = state();
      return current ? { state: current } : {};
    },
    choose: (chosen: State | "") => setSearch({ state: chosen || undefined }, { replace: true }),
  };
}

/** What else a list is narrowed to, by the names of its query and of the address. */
export function createFilters<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams<Record<string, string>>();
  const value = (name: Name): string => search[name] ?? "";
  return {
    value,
    narrowed: (): Partial<Record<Name, string>> => {
      const given: Partial<Record<Name, string>> = {};
      for (const name of names) if (value(name)) given[name] = value(name);
      return given;
    },
    choose: (name: Name, chosen: string) => setSearch({ [name]: chosen || undefined }, { replace: true }),
  };
}

export function StateFilter<State extends string>(props: {
  label: string;
  all: string;
  words: Record<State, string>;
  states: readonly State[];
  filter: { state: () => State | undefined; choose: (state: State | "") => void };
}) {
  return (
    <div class="min-w-44 max-[760px]:flex-1">
      <SelectField<State | "">
        label={props.label}
        labelHidden
        options={[
          { value: "", label: props.all },
          ...props.states.map((state) => ({ value: state, label: props.words[state] })),
        ]}
        value={props.filter.state() ?? ""}
        onChange={props.filter.choose}
      />
    </div>
  );
}
