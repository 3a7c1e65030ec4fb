import { createSignal, Show } from "solid-js";
import { variableNameProblem, variableValueProblem } from "#core/environment/environment.state.ts";
import type { Variable } from "#web/data/environment.ts";
import { saidProblem } from "#web/data/said-field.ts";
import { Button } from "#web/ui/button.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { type Edit, type Line, soundsSecret } from "./draft.ts";
import { text as texts } from "./environment.text.ts";

const text = texts.sheet;

/** One variable: a new one, or one that there is. */
export function VariableSheet(props: {
  line: Line | undefined;
  variables: readonly Variable[];
  /** Of the customer's own that there are already. */
  names: readonly string[];
  onDone: (name: string, edit: Edit) => void;
  onClose: () => void;
}) {
  const before = props.line;
  /** A secret that is stored: its value is not here, and one that is typed takes its place. */
  const isSealed = before?.secret === true && before.value === null;
  const [name, setName] = createSignal(before?.name ?? "");
  const [value, setValue] = createSignal(before?.value ?? "");
  const [chosen, setChosen] = createSignal<boolean | undefined>(before?.secret);
  const [tried, setTried] = createSignal(false);
  const secret = () => chosen() ?? soundsSecret(name());
  const setBy = () => props.variables.find((one) => one.setBy !== "customer" && one.name === name())?.of;
  const nameProblem = () => {
    if (before) return undefined;
    const reserved = setBy();
    if (reserved) return text.reserved(reserved);
    return props.names.includes(name()) ? text.taken : saidProblem(variableNameProblem(name()));
  };
  const valueProblem = () =>
    isSealed && !secret() && value() === "" ? text.valueNeeded : saidProblem(variableValueProblem(value()));
  const submit = () => {
    setTried(true);
    if (nameProblem() !== undefined || valueProblem() !== undefined) return;
    const isKept =
      value() === "" ? isSealed : before !== undefined && value() === before.value && before.value !== null;
    props.onDone(name(), {
      kind: "set",
      secret: secret(),
      ...(!(isKept && before?.change === undefined) && { value: value() }),
    });
  };
  return (
    <Sheet
      open
      title={before ? text.editing(before.name) : text.adding}
      closeLabel={text.close}
      onClose={props.onClose}
      onSubmit={submit}
      foot={
        <Button type="submit" tone="primary" size="large" wide>
          {text.done}
        </Button>
      }
    >
      <div class="stack">
        <Show when={!before}>
          <TextField
            label={text.name}
            hint={text.nameHint}
            name="variable-name"
            required
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            value={name()}
            error={tried() ? nameProblem() : undefined}
            onInput={(event) => setName(event.currentTarget.value.trim())}
          />
        </Show>
        <TextArea
          label={text.value}
          hint={isSealed ? text.keptHint : text.valueHint}
          name="variable-value"
          rows={4}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={value()}
          error={tried() ? valueProblem() : undefined}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
        <label class="choice">
          <input type="checkbox" checked={secret()} onChange={(event) => setChosen(event.currentTarget.checked)} />
          <span>
            <b>{text.secret}</b>
            <span class="small second block">{isSealed && !secret() ? text.openHint : text.secretHint}</span>
          </span>
        </label>
        <p class="small second">{text.later}</p>
      </div>
    </Sheet>
  );
}
