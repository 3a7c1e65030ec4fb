import { createSignal, For, lazy, Match, Suspense, Switch } from "solid-js";
import type { AppOffer, ParameterSchema } from "#web/data/apps.ts";
import { SelectField } from "#web/ui/select-field.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { wordsOfApp } from "./apps.text.ts";
import { onlyChoice, parameterProblem, startingValue, type TypedParameters } from "./parameters.ts";

const MaintenanceNote = lazy(async () => ({ default: (await import("./maintenance-note.tsx")).MaintenanceNote }));

/** The name of the field that a parameter is typed into. */
export const fieldOf = (name: string): string => `parameter.${name}`;

/** A form made of the schema of an app's parameters. */
export function ParameterFields(props: {
  app: AppOffer;
  values: TypedParameters;
  /** Every field says what is wrong with it, whether somebody has been there or not. */
  strict: boolean;
  /** What the server has said of a field. */
  refused?: (name: string) => string | undefined;
  onChange: (name: string, value: string) => void;
}) {
  const properties = () => Object.entries(props.app.parameters.properties);
  return (
    <div class="grid gap-4">
      <For each={properties()}>{([name, schema]) => <ParameterField {...props} name={name} schema={schema} />}</For>
    </div>
  );
}

function ParameterField(props: Parameters<typeof ParameterFields>[0] & { name: string; schema: ParameterSchema }) {
  const [left, setLeft] = createSignal(false);
  const words = () => wordsOfApp(props.app.template)?.parameters[props.name];
  const label = () => words()?.label ?? props.schema.title;
  const hint = () => words()?.hint ?? props.schema.description;
  const value = () => props.values[props.name] ?? startingValue(props.schema);
  const problem = () =>
    (left() || props.strict ? parameterProblem(props.app, props.name, value()) : undefined) ??
    props.refused?.(props.name);
  const isNeeded = () => props.app.parameters.required.includes(props.name);
  return (
    <Switch
      fallback={
        <TextField
          label={label()}
          hint={hint()}
          error={problem()}
          name={fieldOf(props.name)}
          required={isNeeded()}
          inputmode={props.schema.type === "integer" ? "numeric" : "text"}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          maxLength={props.schema.maxLength}
          value={value()}
          onInput={(event) => props.onChange(props.name, event.currentTarget.value)}
          onBlur={() => setLeft(true)}
        />
      }
    >
      <Match when={onlyChoice(props.schema)}>
        {(only) => (
          <p class="flex justify-between gap-4">
            <span class="second">{label()}</span>
            <span class="figure">{words()?.options?.[only()] ?? only()}</span>
          </p>
        )}
      </Match>
      <Match when={props.schema.type === "array"}>
        <TextArea
          label={label()}
          hint={hint()}
          error={problem()}
          name={fieldOf(props.name)}
          rows={3}
          spellcheck={false}
          value={value()}
          onInput={(event) => props.onChange(props.name, event.currentTarget.value)}
          onBlur={() => setLeft(true)}
        />
      </Match>
      <Match when={props.schema.enum}>
        {(choices) => (
          <div>
            <SelectField
              label={label()}
              name={fieldOf(props.name)}
              options={choices().map((choice) => ({
                value: choice,
                label: words()?.options?.[choice] ?? choice,
              }))}
              value={value()}
              error={problem()}
              onChange={(chosen) => props.onChange(props.name, chosen)}
            />
            <p class="field-hint">{hint()}</p>
            <Suspense>
              <MaintenanceNote schema={props.schema} version={value()} />
            </Suspense>
          </div>
        )}
      </Match>
    </Switch>
  );
}
