import { createSignal, For, Show } from "solid-js";
import { getOwnAccounts, leaveAccount, openAccount, switchAccount } from "#web/data/account.ts";
import { createRequest } from "#web/data/request.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { text as roles } from "#web/parts/roles.text.ts";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { ConfirmDialog } from "#web/ui/dialog.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { TextField } from "#web/ui/text-field.tsx";
import { text as texts } from "./account.text.ts";

const text = texts.accounts;

/** A new document: nothing that was read in one account belongs into another. */
const begin = () => window.location.assign(paths.overview);

/** The accounts of whoever is signed in, a further one, and the way out of this one. */
export function OwnAccountsCard() {
  const accounts = createView(getOwnAccounts, () => []);
  const switching = createRequest(switchAccount);
  const opening = createRequest(openAccount);
  const leaving = createRequest(leaveAccount);
  const [asked, setAsked] = createSignal<"open" | "leave">();
  const [name, setName] = createSignal("");
  const here = () => accounts.value()?.items.find(({ current }) => current);
  const go = async (id: string) => {
    if (await switching.run(id)) begin();
  };
  const open = async () => {
    if (name().trim() !== "" && (await opening.run(name().trim()))) begin();
  };
  const leave = async () => {
    if (await leaving.run()) begin();
  };
  const close = () => {
    opening.clear();
    leaving.clear();
    setAsked(undefined);
  };
  return (
    <Card
      title={text.title}
      foot={
        <>
          <Button size="small" icon="plus" onClick={() => setAsked("open")}>
            {text.open}
          </Button>
          <Show when={here()}>
            <Button size="small" onClick={() => setAsked("leave")}>
              {text.leave}
            </Button>
          </Show>
        </>
      }
    >
      <Show when={switching.failure()}>
        <div class="card-body">
          <Refusal of={switching} />
        </div>
      </Show>
      <Loaded
        padded
        from={accounts}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={1} />}
      >
        {(value) => (
          <Rows>
            <For each={value().items}>
              {(account) => (
                <Row
                  title={<span class="wrap-anywhere">{account.name}</span>}
                  text={text.customer(account.number, roles.role[account.role])}
                  end={
                    <Show when={!account.current} fallback={<Status tone="ok">{text.here}</Status>}>
                      <Button
                        size="small"
                        aria-label={text.goTo(account.name)}
                        busy={switching.pending()}
                        onClick={() => void go(account.id)}
                      >
                        {text.go}
                      </Button>
                    </Show>
                  }
                />
              )}
            </For>
          </Rows>
        )}
      </Loaded>
      <ConfirmDialog
        open={asked() === "open"}
        title={text.openTitle}
        text={text.openText}
        confirm={text.openSubmit}
        dismiss={text.cancel}
        busy={opening.pending()}
        refusal={<Refusal of={opening} />}
        waits={opening.waiting() > 0}
        onConfirm={() => void open()}
        onClose={close}
      >
        <TextField
          label={text.name}
          name="accountName"
          autocomplete="organization"
          required
          maxLength={80}
          value={name()}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </ConfirmDialog>
      <ConfirmDialog
        open={asked() === "leave"}
        title={text.leaveTitle(here()?.name ?? "")}
        text={text.leaveText}
        confirm={text.leaveConfirm}
        dismiss={text.stay}
        danger
        busy={leaving.pending()}
        refusal={<Refusal of={leaving} />}
        waits={leaving.waiting() > 0}
        onConfirm={() => void leave()}
        onClose={close}
      />
    </Card>
  );
}
