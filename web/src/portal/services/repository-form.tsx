import { Show } from "solid-js";
import { createStore } from "solid-js/store";
import { readGitAddress } from "#core/sources/git-address.state.ts";
import { publishedKey } from "#core/sources/host-key.state.ts";
import { ApiError } from "#web/data/api.ts";
import type { Requested } from "#web/data/request.ts";
import type { Repository, Source } from "#web/data/sources.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
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
  const address = () => {
    const read = readGitAddress(form.url);
    return "url" in read ? read : undefined;
  };
  const needsHostKey = () => {
    const read = address();
    return read?.scheme === "ssh" && publishedKey(read) === undefined;
  };
  const refused = (field: string) => {
    const failure = props.request.failure();
    return failure instanceof ApiError ? failure.fields.find(({ path }) => path === field)?.message : undefined;
  };
  const isAtField = () => ["url", "branch", "folder", "hostKey", "token"].some((field) => refused(field) !== undefined);
  const enter =
    (field: "url" | "branch" | "folder" | "token" | "hostKey") => (event: { currentTarget: { value: string } }) => {
      props.request.clear();
      setForm(field, event.currentTarget.value);
    };
  const send = async () => {
    const { hostKey, token, ...rest } = form;
    const done = await props.request.run(props.serviceId, {
      ...rest,
      ...(needsHostKey() && hostKey.trim() !== "" && { hostKey }),
      ...(address()?.scheme === "https" && token !== "" && { token }),
    });
    if (done) props.onDone(done);
  };
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
      <TextField
        label={text.url}
        hint={text.urlHint}
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        placeholder="git@github.com:team/website.git"
        value={form.url}
        error={refused("url")}
        onInput={enter("url")}
      />
      <Show when={needsHostKey()}>
        <TextArea
          label={text.hostKey}
          hint={text.hostKeyHint}
          rows={3}
          value={form.hostKey}
          error={refused("hostKey")}
          onInput={enter("hostKey")}
        />
      </Show>
      <Show when={address()?.scheme === "https"}>
        <TextField
          label={text.token}
          hint={props.source?.hasToken ? text.tokenKept : text.tokenHint}
          type="password"
          autocomplete="off"
          value={form.token}
          error={refused("token")}
          onInput={enter("token")}
        />
      </Show>
      <TextField
        label={text.branch}
        autocomplete="off"
        value={form.branch}
        error={refused("branch")}
        onInput={enter("branch")}
      />
      <TextField
        label={text.folder}
        hint={text.folderHint}
        autocomplete="off"
        value={form.folder}
        error={refused("folder")}
        onInput={enter("folder")}
      />
      <label class="choice">
        <input
          type="checkbox"
          checked={form.deploysOnPush}
          onChange={(event) => setForm("deploysOnPush", event.currentTarget.checked)}
        />
        <span>{text.pushes}</span>
      </label>
      <div class="page-actions">
        <Button type="submit" tone="primary" busy={props.request.pending()} waits={props.request.waiting() > 0}>
          {props.source ? text.save : text.connect}
        </Button>
        <Show when={props.onDismiss}>{(dismiss) => <Button onClick={() => dismiss()()}>{text.dismiss}</Button>}</Show>
      </div>
    </form>
  );
}
