import { createEffect, createSignal, For, Show } from "solid-js";
import { ApiError } from "#web/data/api.ts";
import { addNode, getPlatformKey } from "#web/data/dashboard.ts";
import { createRequest } from "#web/data/request.ts";
import { fingerprintOf } from "#web/lib/fingerprint.ts";
import { createView } from "#web/lib/view.ts";
import { Button } from "#web/ui/button.tsx";
import { CopyField } from "#web/ui/copy-field.tsx";
import { ErrorSummary } from "#web/ui/error-summary.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Sheet } from "#web/ui/sheet.tsx";
import { TextArea } from "#web/ui/text-area.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./nodes.text.ts";

const text = texts.form;
const blank = { name: "", region: "", host: "", port: "22", httpPort: "80", httpsPort: "443", hostKey: "" };
type Field = keyof typeof blank;
const fields = Object.keys(blank) as Field[];
const ports = ["port", "httpPort", "httpsPort"] as const;
const idOf = (field: Field) => `node-${field}`;

/** Adds a prepared machine; its host key is pinned with it, so that nobody can stand in for it later. */
export function AddNode(props: { open: boolean; onClose: () => void }) {
  const key = createView(getPlatformKey, () => []);
  const [values, setValues] = createSignal(blank);
  const [checked, setChecked] = createSignal(false);
  const adding = createRequest(addNode);
  const [fingerprint, setFingerprint] = createSignal<string>();
  createEffect(() => {
    const line = values().hostKey;
    void fingerprintOf(line).then((found) => line === values().hostKey && setFingerprint(found));
  });

  const problems = (): Partial<Record<Field, string>> => ({ ...(checked() ? check(values()) : {}), ...refused() });
  const refused = (): Partial<Record<Field, string>> => {
    const failure = adding.failure();
    if (!(failure instanceof ApiError)) return {};
    return Object.fromEntries(failure.fields.map((field) => [field.path, field.message]));
  };
  const listed = () =>
    fields.flatMap((field) => {
      const message = problems()[field];
      return message ? [{ field: idOf(field), message }] : [];
    });
  const hostKeyHint = () => {
    const found = fingerprint();
    return found ? text.fingerprint(found) : text.hostKeyHint;
  };
  const general = () => (listed().length === 0 ? adding.failure() : undefined);

  const enter = (field: Field) => (event: { currentTarget: { value: string } }) => {
    if (adding.failure()) adding.clear();
    setValues({ ...values(), [field]: event.currentTarget.value });
  };
  const close = () => {
    adding.clear();
    setChecked(false);
    props.onClose();
  };
  const submit = async () => {
    setChecked(true);
    if (Object.keys(check(values())).length > 0) return;
    const { port, httpPort, httpsPort, ...rest } = values();
    const ports = { port: Number(port), httpPort: Number(httpPort), httpsPort: Number(httpsPort) };
    const added = await adding.run({ ...rest, ...ports });
    if (!added) return;
    setValues(blank);
    close();
    toast(text.done(added.name));
  };

  return (
    <Sheet
      open={props.open}
      title={text.title}
      closeLabel={text.close}
      onClose={close}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={close}>{text.dismiss}</Button>
          <Button type="submit" tone="primary" busy={adding.pending()}>
            {text.submit}
          </Button>
        </>
      }
    >
      <Show when={key.value()?.publicKey}>
        {(publicKey) => (
          <div class="grid gap-1">
            <p class="small second">{text.intro}</p>
            <CopyField value={publicKey()} label={text.copy} copiedLabel={text.copied} />
          </div>
        )}
      </Show>
      <ErrorSummary title={text.problems} problems={checked() ? listed() : []} />
      <Show when={general()}>
        {(failure) => (
          <Notice tone="bad" urgent>
            {failure().message}
          </Notice>
        )}
      </Show>
      <TextField
        id={idOf("name")}
        label={text.name}
        hint={text.nameHint}
        error={problems().name}
        autocomplete="off"
        spellcheck={false}
        value={values().name}
        onInput={enter("name")}
      />
      <TextField
        id={idOf("region")}
        label={text.region}
        hint={text.regionHint}
        error={problems().region}
        autocomplete="off"
        value={values().region}
        onInput={enter("region")}
      />
      <TextField
        id={idOf("host")}
        label={text.host}
        hint={text.hostHint}
        error={problems().host}
        autocomplete="off"
        spellcheck={false}
        value={values().host}
        onInput={enter("host")}
      />
      <div class="grid grid-cols-3 gap-4">
        <For each={ports}>
          {(field) => (
            <TextField
              id={idOf(field)}
              label={text[field]}
              error={problems()[field]}
              inputmode="numeric"
              autocomplete="off"
              value={values()[field]}
              onInput={enter(field)}
            />
          )}
        </For>
      </div>
      <TextArea
        id={idOf("hostKey")}
        label={text.hostKey}
        hint={hostKeyHint()}
        error={problems().hostKey}
        rows={3}
        autocomplete="off"
        spellcheck={false}
        value={values().hostKey}
        onInput={enter("hostKey")}
      />
    </Sheet>
  );
}

function check(values: typeof blank): Partial<Record<Field, string>> {
  return {
    ...(/^[a-z][a-z0-9-]{1,38}[a-z0-9]$/.test(values.name.trim()) ? {} : { name: text.nameWrong }),
    ...(values.region.trim() ? {} : { region: text.regionMissing }),
    ...(/^[a-zA-Z0-9][a-zA-Z0-9.:-]*$/.test(values.host.trim()) ? {} : { host: text.hostWrong }),
    ...Object.fromEntries(ports.filter((field) => !isPort(values[field])).map((field) => [field, text.portWrong])),
    ...(/^ssh-ed25519 \S+/.test(values.hostKey.trim()) ? {} : { hostKey: text.hostKeyWrong }),
  };
}

function isPort(value: string): boolean {
  const port = Number(value);
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
