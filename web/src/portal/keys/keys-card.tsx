import { createSignal, For, Show } from "solid-js";
import { type KeyState, keyState, managers } from "#core/api-keys/api-key.state.ts";
import { type ApiKey, revokeKey } from "#web/data/keys.ts";
import { createRequest } from "#web/data/request.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { EmptyState } from "#web/ui/empty-state.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./keys.text.ts";
import { text as words } from "./scopes.text.ts";

const text = texts.list;
const tones: Record<KeyState, Tone> = { usable: "ok", ending: "warn", expired: "plain", revoked: "plain" };
/** More would make a row taller than its neighbours. */
const scopesShown = 3;

export function KeysCard(props: { keys: View<{ items: ApiKey[] }> }) {
  const [asked, setAsked] = createSignal<ApiKey>();
  const revoking = createRequest(revokeKey);
  const may = createMay();
  const close = () => {
    setAsked(undefined);
    revoking.clear();
  };
  const revoke = async ({ id, name }: ApiKey) => {
    if (!(await revoking.run(id))) return;
    close();
    toast(texts.revoking.done(name));
  };
  const actions: Column<ApiKey> = {
    head: text.actions,
    kind: "actions",
    cell: (key) => (
      <Show when={may(managers) && isOpen(key)}>
        <Button size="small" aria-label={text.revokeOf(key.name)} onClick={() => setAsked(key)}>
          {text.revoke}
        </Button>
      </Show>
    ),
  };
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={props.keys}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => (
          <Show
            when={value().items.length > 0}
            fallback={<EmptyState icon="key" title={text.emptyTitle} text={text.empty} />}
          >
            <Table label={text.title} columns={[...columns, actions]} items={value().items} />
          </Show>
        )}
      </Loaded>
      <Show when={asked()}>
        {(key) => (
          <ConfirmDialog
            open
            danger
            title={texts.revoking.title(key().name)}
            text={texts.revoking.text}
            confirm={texts.revoking.confirm}
            dismiss={texts.revoking.dismiss}
            busy={revoking.pending()}
            refusal={<Refusal of={revoking} />}
            waits={revoking.waiting() > 0}
            onConfirm={() => void revoke(key())}
            onClose={close}
          />
        )}
      </Show>
    </Card>
  );
}

const stateOf = (key: ApiKey): KeyState =>
  keyState(
    { expiresAt: new Date(key.expiresAt), revokedAt: key.revokedAt === null ? null : new Date(key.revokedAt) },
    new Date(),
  );
const isOpen = (key: ApiKey): boolean => key.revokedAt === null && stateOf(key) !== "expired";

const creatorOf = ({ createdBy: { name, role } }: ApiKey): string =>
  role === null ? text.left : (name ?? text.member);

const columns: Column<ApiKey>[] = [
  {
    head: text.name,
    kind: "wide",
    cell: (key) => (
      <TitleCell
        first={<span class="wrap-anywhere">{key.name}</span>}
        second={
          <>
            <code>{key.prefix}…</code> <span class="block">{text.madeBy(creatorOf(key))}</span>
          </>
        }
      />
    ),
  },
  {
    head: text.may,
    cell: (key) => (
      <>
        <For each={key.scopes.slice(0, scopesShown)}>{(scope) => <span class="block">{words.scope[scope]}</span>}</For>
        <Show when={key.scopes.length > scopesShown}>
          <span class="small second block" title={key.scopes.map((scope) => words.scope[scope]).join("\n")}>
            {text.more(key.scopes.length - scopesShown)}
          </span>
        </Show>
        <Show when={key.serviceIds}>
          {(chosen) => <span class="small second block">{text.websites(chosen().length)}</span>}
        </Show>
        <span class="small second block wrap-anywhere">
          {key.networks.length === 0 ? text.anywhere : text.onlyFrom(key.networks.join(", "))}
        </span>
      </>
    ),
  },
  {
    head: text.used,
    cell: (key) => (
      <Show when={key.lastUsedAt} fallback={<span class="second">{text.never}</span>}>
        {(at) => (
          <>
            <Moment at={at()} />
            <span class="small second block wrap-anywhere">{text.from(key.lastUsedAddress ?? "")}</span>
          </>
        )}
      </Show>
    ),
  },
  { head: text.ends, cell: (key) => <Moment at={key.revokedAt ?? key.expiresAt} /> },
  { head: text.state, cell: (key) => <Status tone={tones[stateOf(key)]}>{text.states[stateOf(key)]}</Status> },
];
