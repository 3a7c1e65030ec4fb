import { createSignal } from "solid-js";
import { factorNameMax } from "#core/identity/factor.state.ts";
import { addPasskey } from "#web/data/factors.ts";
import { createRequest } from "#web/data/request.ts";
import { FactorSheet } from "./factor-sheet.tsx";
import { text as texts } from "./security.text.ts";

const text = texts.factors.passkey;

/** A name, and then the browser asks for a finger, a face or a PIN. */
export function AddPasskey(props: { onClose: () => void; onAdded: (codes: string[] | null) => void }) {
  const adding = createRequest(addPasskey);
  const [name, setName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const submit = async () => {
    setTried(true);
    if (!name().trim()) return;
    const added = await adding.run(name().trim());
    if (added) props.onAdded(added.recoveryCodes);
  };
  return (
    <FactorSheet
      title={text.title}
      intro={text.intro}
      name={name()}
      nameHint={text.nameHint}
      nameMax={factorNameMax}
      missing={tried() && !name().trim()}
      submit={text.submit}
      busy={adding.pending()}
      failure={adding.failure()}
      onName={(value) => {
        adding.clear();
        setName(value);
      }}
      onSubmit={() => void submit()}
      onClose={props.onClose}
    />
  );
}
