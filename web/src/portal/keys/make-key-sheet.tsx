import { createSignal } from "solid-js";
import { type LifetimeDays, lifetimeDays } from "#core/api-keys/api-key.state.ts";
import { ApiError } from "#web/data/api.ts";
import { createKey, type NewApiKey, type Scope } from "#web/data/keys.ts";
import { createRequest } from "#web/data/request.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./keys.text.ts";
import { ReachFields } from "./reach-fields.tsx";
import { ScopeFields } from "./scope-fields.tsx";

const text = texts.making;

export function MakeKeySheet(props: { onClose: () => void; onMade: (made: NewApiKey) => void }) {
  const [name, setName] = createSignal("");
  const [scopes, setScopes] = createSignal<readonly Scope[]>(["service:read"]);
  const [serviceIds, setServiceIds] = createSignal<readonly string[] | null>(null);
  const [networks, setNetworks] = createSignal("");
  const [days, setDays] = createSignal<LifetimeDays>(90);
  const [tried, setTried] = createSignal(false);
  const making = createRequest(createKey);
  const refused = (field: string) => {
    const failure = making.failure();
    if (!(failure instanceof ApiError)) return undefined;
    return failure.fields.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message;
  };
  const atField = () => ["name", "scopes", "networks", "serviceIds"].some((field) => refused(field) !== undefined);
  const problems = () => ({
    name: name().trim() === "" ? text.nameMissing : undefined,
    scopes: scopes().length === 0 ? text.scopesMissing : undefined,
    serviceIds: serviceIds()?.length === 0 ? text.chosenMissing : undefined,
  });
  const wrong = (field: keyof ReturnType<typeof problems>) =>
    (tried() ? problems()[field] : undefined) ?? refused(field);
  const submit = async () => {
    setTried(true);
    if (Object.values(problems()).some((problem) => problem !== undefined)) return;
    const chosen = serviceIds();
    const made = await making.run({
      name: name().trim(),
      scopes: [...scopes()],
      networks: networks()
        .split(/[\s,]+/)
        .filter(Boolean),
      expiresInDays: days(),
      ...(chosen && { serviceIds: [...chosen] }),
    } as never);
    if (made) props.onMade(made);
  };
  const edit = (change: () => void) => {
    if (making.failure()) making.clear();
    change();
  };
  return (
    <Sheet
      open
      title={text.title}
      closeLabel={texts.close}
      onClose={props.onClose}
      onSubmit={() => void submit()}
      foot={
        <Button type="submit" tone="primary" size="large" wide busy={making.pending()} waits={making.waiting() > 0}>
          {text.submit}
        </Button>
      }
    >
      <div class="stack">
        <Refusal of={making} hidden={atField()} />
        <TextField
          label={text.name}
          name="name"
          autocomplete="off"
          required
          maxLength={60}
          hint={text.nameHint}
          error={wrong("name")}
          value={name()}
          onInput={(event) => edit(() => setName(event.currentTarget.value))}
        />
        <SelectField
          label={text.ends}
          name="days"
          options={lifetimeDays.map((count) => ({ value: String(count), label: text.days(count) }))}
          value={String(days())}
          onChange={(value) => edit(() => setDays(Number(value) as LifetimeDays))}
        />
        <ReachFields
          value={serviceIds()}
          error={wrong("serviceIds")}
          onChange={(value) => edit(() => setServiceIds(value))}
        />
        <ScopeFields
          value={scopes()}
          chosenServices={serviceIds() !== null}
          error={wrong("scopes")}
          onChange={(value) => edit(() => setScopes(value))}
        />
        <TextArea
          label={text.networks}
          name="networks"
          rows={3}
          spellcheck={false}
          hint={text.networksHint}
          error={refused("networks")}
          value={networks()}
          onInput={(event) => edit(() => setNetworks(event.currentTarget.value))}
        />
      </div>
    </Sheet>
  );
}
