import { createMemo, createSignal } from "solid-js";
import { variableNameProblem, variableValueProblem } from "#core/environment/environment.state.ts";
import type { Variable } from "#web/data/environment.ts";
import { saidProblem } from "#web/data/said-field.ts";
import { readDotEnv } from "#web/lib/dotenv.ts";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { type Edit, soundsSecret } from "./draft.ts";
import { text as texts } from "./environment.text.ts";

const text = texts.pasting;
const kinds = ["named", "all", "none"] as const;
type Kind = (typeof kinds)[number];

/** A whole .env file at once. */
export function PasteSheet(props: {
  variables: readonly Variable[];
  onTake: (edits: [name: string, edit: Edit][]) => void;
  onClose: () => void;
}) {
  const [pasted, setPasted] = createSignal("");
  const [kind, setKind] = createSignal<Kind>("named");
  const [tried, setTried] = createSignal(false);
  const found = createMemo(() => readDotEnv(pasted()));
  const reserved = (name: string) => props.variables.find((one) => one.setBy !== "customer" && one.name === name)?.of;
  const isSecret = (name: string) => (kind() === "named" ? soundsSecret(name) : kind() === "all");
  const problem = () => {
    const { variables, unread } = found();
    if (unread.length > 0) return text.unread(unread.slice(0, 10).join(", "), unread.length > 1);
    for (const { name, value } of variables) {
      const by = reserved(name);
      const wrong = by
        ? texts.sheet.reserved(by)
        : saidProblem(variableNameProblem(name) ?? variableValueProblem(value));
      if (wrong !== undefined) return texts.problemAt(name, wrong);
    }
    return variables.length === 0 ? text.nothing : undefined;
  };
  const count = () => {
    const { variables } = found();
    return text.count(variables.length, variables.filter(({ name }) => isSecret(name)).length);
  };
  const submit = () => {
    setTried(true);
    if (problem() !== undefined) return;
    props.onTake(
      found().variables.map(({ name, value }) => [name, { kind: "set", value, secret: isSecret(name) } satisfies Edit]),
    );
  };
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.sheet.close}
      onClose={props.onClose}
      onSubmit={submit}
      foot={
        <Button type="submit" tone="primary" size="large" wide>
          {text.done}
        </Button>
      }
    >
      <div class="stack">
        <TextArea
          mono
          label={text.text}
          hint={text.hint}
          name="env-file"
          rows={12}
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          value={pasted()}
          error={tried() ? problem() : undefined}
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
        <SelectField
          label={text.secrets}
          options={kinds.map((value) => ({ value, label: text.choices[value] }))}
          value={kind()}
          onChange={setKind}
        />
        <p class="small second" role="status">
          {found().variables.length > 0 ? count() : ""}
        </p>
        <p class="small second">{texts.sheet.later}</p>
      </div>
    </Sheet>
  );
}
