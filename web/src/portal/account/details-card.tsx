import { createSignal, Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import type { Account } from "#web/data/account.ts";
import type { View } from "#web/lib/view.ts";
import { ContactProperties } from "#web/parts/contact-properties.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text as texts } from "./account.text.ts";
import { DetailsSheet } from "./details-sheet.tsx";

const text = texts.details;

export function DetailsCard(props: { account: View<Account> }) {
  const may = createMay();
  const [editing, setEditing] = createSignal(false);
  return (
    <Card
      title={text.title}
      aside={
        <Show when={may(demands("account:write")) && props.account.value()}>
          <Button size="small" onClick={() => setEditing(true)}>
            {text.edit}
          </Button>
        </Show>
      }
      foot={text.sealed}
    >
      <Loaded
        padded
        from={props.account}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => (
          <CardBody>
            <ContactProperties contact={value().contact} />
          </CardBody>
        )}
      </Loaded>
      <Show when={editing() && props.account.value()}>
        {(account) => <DetailsSheet account={account()} onClose={() => setEditing(false)} />}
      </Show>
    </Card>
  );
}
