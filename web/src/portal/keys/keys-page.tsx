import { createSignal, Show } from "solid-js";
import { keyState, managers } from "#core/api-keys/api-key.state.ts";
import { type ApiKey, getKeys, type NewApiKey } from "#web/data/keys.ts";
import { createView } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { Button } from "#web/ui/button.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { text } from "./keys.text.ts";
import { KeysCard } from "./keys-card.tsx";
import { MakeKeySheet } from "./make-key-sheet.tsx";
import { NewKeySheet } from "./new-key-sheet.tsx";

export default function KeysPage() {
  const keys = createView(getKeys, () => []);
  const may = createMay();
  const [making, setMaking] = createSignal(false);
  const [made, setMade] = createSignal<NewApiKey>();
  const make = () => (
    <Show when={may(managers)}>
      <Button tone="primary" icon="plus" onClick={() => setMaking(true)}>
        {text.create}
      </Button>
    </Show>
  );
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={keys}>{(value) => text.line(value().items.filter(works).length)}</PageLine>}
        actions={make()}
      />
      <KeysCard keys={keys} />
      <Show when={making()}>
        <MakeKeySheet
          onClose={() => setMaking(false)}
          onMade={(key) => {
            setMaking(false);
            setMade(key);
          }}
        />
      </Show>
      <Show when={made()}>{(key) => <NewKeySheet made={key()} onClose={() => setMade(undefined)} />}</Show>
    </>
  );
}

const works = (key: ApiKey): boolean => {
  const times = {
    expiresAt: new Date(key.expiresAt),
    revokedAt: key.revokedAt === null ? null : new Date(key.revokedAt),
  };
  return ["usable", "ending"].includes(keyState(times, new Date()));
};
