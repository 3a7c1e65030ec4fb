import { createSignal, Show } from "solid-js";
import { encode } from "uqr";
import { factorNameMax } from "#core/identity/factor.state.ts";
import { refusedAt } from "#web/data/api.ts";
import { beginTotp, confirmTotp, type TotpSecret } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import { CopyField } from "#web/ui/copy-field.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { FactorSheet } from "./factor-sheet.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors.app;

/** A name, a secret for the app, and the first code from there. */
export function AddApp(props: { onClose: () => void; onAdded: (codes: string[] | null) => void }) {
  const beginning = createRequest(beginTotp);
  const confirming = createRequest(confirmTotp);
  const [name, setName] = createSignal("");
  const [begun, setBegun] = createSignal<TotpSecret>();
  const [code, setCode] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const begin = async () => {
    setTried(true);
    if (!name().trim()) return;
    const secret = await beginning.run(name().trim());
    if (!secret) return;
    setTried(false);
    setBegun(secret);
  };
  const confirm = async (factorId: string) => {
    setTried(true);
    if (!code().trim()) return;
    const added = await confirming.run(factorId, code().trim());
    if (added) props.onAdded(added.recoveryCodes);
  };
  const codeProblem = () => {
    return tried() && !code().trim() ? text.codeMissing : refusedAt(confirming.failure(), "code");
  };

  return (
    <FactorSheet
      title={text.title}
      intro={begun() ? text.scan : text.intro}
      name={name()}
      nameHint={text.nameHint}
      nameMax={factorNameMax}
      missing={tried() && !begun() && !name().trim()}
      submit={begun() ? text.confirm : text.submit}
      busy={beginning.pending() || confirming.pending()}
      failure={confirming.failure() ?? beginning.failure()}
      onName={(value) => {
        beginning.clear();
        setName(value);
      }}
      onSubmit={() => {
        const secret = begun();
        void (secret ? confirm(secret.id) : begin());
      }}
      onClose={props.onClose}
      named={begun() !== undefined}
    >
      <Show when={begun()}>
        {(secret) => (
          <div class="grid gap-4">
            <QrCode text={secret().uri} label={text.qr} />
            <div class="grid gap-1">
              <p class="small second">{text.type}</p>
              <CopyField value={inFours(secret().secret)} label={text.copy} copiedLabel={text.copied} />
            </div>
            <TextField
              label={text.code}
              hint={text.codeHint}
              inputmode="numeric"
              autocomplete="one-time-code"
              maxLength={20}
              error={codeProblem()}
              value={code()}
              onInput={(event) => {
                confirming.clear();
                setCode(event.currentTarget.value);
              }}
            />
          </div>
        )}
      </Show>
    </FactorSheet>
  );
}

const inFours = (secret: string): string => secret.replaceAll(/.{4}(?=.)/g, "$& ");

/** Black on white in every theme: cameras read nothing else well. */
function QrCode(props: { text: string; label: string }) {
  const drawn = () => {
    const { data, size } = encode(props.text, { ecc: "M", border: 2 });
    const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
    return { path, size };
  };
  return (
    <svg class="qr" viewBox={`0 0 ${drawn().size} ${drawn().size}`} role="img" aria-label={props.label}>
      <path d={drawn().path} />
    </svg>
  );
}
