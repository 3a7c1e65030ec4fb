import { revalidate } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import { createStore } from "solid-js/store";
import { memberRoles, staffRoles } from "#core/kernel/roles.state.ts";
import { ApiError } from "#web/data/api.ts";
import { createRequest } from "#web/data/request.ts";
import { discoverProvider, getSso, type SsoConnection, type SsoInput, saveSso } from "#web/data/sso.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { SelectField } from "#web/ui/select-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./settings.text.ts";

const text = texts.provider;
type Role = SsoInput["roles"][number]["role"];
const nobody = "none";

/** Which provider, and which role whoever comes from there has. */
export function ProviderCard(props: { connection: SsoConnection | null; staff: boolean }) {
  const [form, setForm] = createStore({
    issuer: props.connection?.issuer ?? "",
    clientId: props.connection?.clientId ?? "",
    clientSecret: "",
    claim: props.connection?.claim ?? "",
    roles: (props.connection?.roles ?? []).map((rule) => ({ ...rule })),
    defaultRole: props.connection ? props.connection.defaultRole : ((props.staff ? null : "reader") as Role | null),
    trustsFactors: props.connection?.trustsFactors ?? false,
  });
  const [found, setFound] = createSignal<{ host: string; namesItself: boolean }>();
  const looking = createRequest(discoverProvider);
  const saving = createRequest(async (key: string, input: SsoInput) => {
    await saveSso(key, input);
    await revalidate(getSso.key);
    return true;
  });
  const roles = (): readonly Role[] => (props.staff ? staffRoles : memberRoles.filter((role) => role !== "owner"));
  const options = () => roles().map((role) => ({ value: role, label: texts.roles[role] }));
  const refused = (field: string) => {
    const failure = saving.failure() ?? looking.failure();
    return failure instanceof ApiError
      ? failure.fields.find(({ path }) => path === field || path.startsWith(`${field}.`))?.message
      : undefined;
  };
  const fields = ["issuer", "clientId", "clientSecret", "claim", "roles"] as const;
  const isAtField = () => fields.some((field) => refused(field) !== undefined);
  const enter =
    (field: "issuer" | "clientId" | "clientSecret" | "claim") => (event: { currentTarget: HTMLInputElement }) => {
      saving.clear();
      looking.clear();
      setFound(undefined);
      setForm(field, event.currentTarget.value);
    };
  const look = async () => {
    const answer = await looking.run(form.issuer.trim());
    if (answer) setFound({ host: new URL(answer.authorizationEndpoint).host, namesItself: answer.namesItself });
  };
  const save = async () => {
    const { clientSecret, ...rest } = form;
    const input = { ...rest, issuer: rest.issuer.trim(), roles: rest.roles.filter(({ value }) => value.trim() !== "") };
    const done = await saving.run({ ...input, ...(clientSecret !== "" && { clientSecret }) });
    if (!done) return;
    setForm("clientSecret", "");
    toast(text.saved);
  };
  return (
    <Card title={text.title}>
      <CardBody>
        <form
          class="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Refusal of={saving} hidden={isAtField()} />
          <Refusal of={looking} hidden={isAtField()} />
          <TextField
            label={text.issuer}
            hint={text.issuerHint}
            type="url"
            value={form.issuer}
            error={refused("issuer")}
            onInput={enter("issuer")}
          />
          <div class="page-actions">
            <Button busy={looking.pending()} disabled={form.issuer.trim() === ""} onClick={() => void look()}>
              {text.look}
            </Button>
          </div>
          <Show when={found()}>
            {(answer) => (
              <Notice tone="ok" urgent>
                {text.found(answer().host)} {answer().namesItself ? "" : text.foundSilent}
              </Notice>
            )}
          </Show>
          <TextField
            label={text.clientId}
            autocomplete="off"
            value={form.clientId}
            error={refused("clientId")}
            onInput={enter("clientId")}
          />
          <TextField
            label={text.clientSecret}
            type="password"
            autocomplete="off"
            hint={props.connection ? text.secretHint : undefined}
            value={form.clientSecret}
            error={refused("clientSecret")}
            onInput={enter("clientSecret")}
          />
          <TextField
            label={text.claim}
            hint={text.claimHint}
            autocomplete="off"
            value={form.claim}
            error={refused("claim")}
            onInput={enter("claim")}
          />
          <fieldset class="stack">
            <legend class="field-label mb-3">{text.rules}</legend>
            <For each={form.roles}>
              {(rule, at) => (
                <div class="stack">
                  <TextField
                    label={`${text.value} ${at() + 1}`}
                    value={rule.value}
                    onInput={(event) => setForm("roles", at(), "value", event.currentTarget.value)}
                  />
                  <SelectField
                    label={`${text.role} ${at() + 1}`}
                    options={options()}
                    value={rule.role}
                    onChange={(role) => setForm("roles", at(), "role", role)}
                  />
                  <div class="page-actions">
                    <Button
                      size="small"
                      onClick={() =>
                        setForm(
                          "roles",
                          form.roles.filter((_, index) => index !== at()),
                        )
                      }
                    >
                      {text.removeRule}
                    </Button>
                  </div>
                </div>
              )}
            </For>
            <div class="page-actions">
              <Button
                size="small"
                onClick={() => setForm("roles", form.roles.length, { value: "", role: roles()[0] ?? "reader" })}
              >
                {text.addRule}
              </Button>
            </div>
          </fieldset>
          <SelectField
            label={text.defaultRole}
            options={[...options(), { value: nobody, label: text.nobody }]}
            value={form.defaultRole ?? nobody}
            onChange={(role) => setForm("defaultRole", role === nobody ? null : (role as Role))}
          />
          <label class="choice">
            <input
              type="checkbox"
              checked={form.trustsFactors}
              onChange={(event) => setForm("trustsFactors", event.currentTarget.checked)}
            />
            <span>{text.factors}</span>
          </label>
          <p class="field-hint">{text.factorsHint}</p>
          <div class="page-actions">
            <Button type="submit" tone="primary" busy={saving.pending()} waits={saving.waiting() > 0}>
              {text.save}
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}
