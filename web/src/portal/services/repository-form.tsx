import { Show } from "solid-js";
import { createStore } from "solid-js/store";
import { ApiError } from "#web/data/api.ts";
import type { Requested } from "#web/data/request.ts";
import { checkSource, type Repository, type Source } from "#web/data/sources.ts";
import { createConnectionCheck } from "#web/parts/connection-check.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { needsHostKey, type RepositoryField, schemeOf } from "#web/parts/repository.ts";
import { RepositoryFields } from "#web/parts/repository-fields.tsx";
import { Button } from "#web/ui/button.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./source.text.ts";

const text = texts.form;

/** Which repository, and what opens it. What is sealed is entered here and never comes back. */
export function RepositoryForm(props: {
  source: Source | null;
  request: Requested<[string, Repository], unknown>;
  serviceId: string;
  onDone: (answer: unknown) => void;
  onDismiss?: (() => void) | undefined;
}) {
  const [form, setForm] = createStore({
    url: props.source?.url ?? "",
    branch: props.source?.branch ?? "main",
    folder: props.source?.folder ?? "",
    hostKey: "",
    token: "",
    deploysOnPush: props.source?.deploysOnPush ?? true,
  });
  const refused = (field: string) => {
    const failure = props.request.failure();
    return failure instanceof ApiError ? failure.fields.find(({ path }) => path === field)?.message : undefined;
  };
  const isAtField = () => ["url", "branch", "folder", "hostKey", "token"].some((field) => refused(field) !== undefined);
  const enter = (field: RepositoryField | "token", value: string) => {
    props.request.clear();
    setForm(field, value);
  };
  /** What opens it, as far as it is typed and of use. */
  const opening = () => ({
    ...(needsHostKey(form) && form.hostKey.trim() !== "" && { hostKey: form.hostKey }),
    ...(schemeOf(form) === "https" && form.token !== "" && { token: form.token }),
  });
  const send = async () => {
    const { hostKey: _, token: __, ...rest } = form;
    const done = await props.request.run(props.serviceId, { ...rest, ...opening() });
    if (done) props.onDone(done);
  };
  const check = createConnectionCheck(
    (typed) => checkSource(props.serviceId, typed),
    () => ({ url: form.url, branch: form.branch, ...opening() }),
  );
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <Refusal of={props.request} hidden={isAtField()} />
      <RepositoryFields typed={form} refused={refused} onType={enter}>
        <Show when={schemeOf(form) === "https"}>
          <TextField
            label={text.token}
            hint={props.source?.hasToken ? text.tokenKept : text.tokenHint}
            type="password"
            autocomplete="off"
            value={form.token}
            error={refused("token")}
            onInput={(event) => enter("token", event.currentTarget.value)}
          />
        </Show>
      </RepositoryFields>
      <label class="choice">
        <input
          type="checkbox"
          checked={form.deploysOnPush}
          onChange={(event) => setForm("deploysOnPush", event.currentTarget.checked)}
        />
        <span>{text.pushes}</span>
      </label>
      <check.Answer />
      <div class="page-actions">
        <Button type="submit" tone="primary" busy={props.request.pending()} waits={props.request.waiting() > 0}>
          {props.source ? text.save : text.connect}
        </Button>
        <check.Button />
        <Show when={props.onDismiss}>{(dismiss) => <Button onClick={() => dismiss()()}>{text.dismiss}</Button>}</Show>
      </div>
    </form>
  );
}
