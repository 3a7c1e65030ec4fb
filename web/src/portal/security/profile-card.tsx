import { createSignal, Show } from "solid-js";
import { getEmailChange, withdrawEmailChange } from "#web/data/profile.ts";
import { createRequest } from "#web/data/request.ts";
import { getSession } from "#web/data/session.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { Refusal } from "#web/parts/refusal.tsx";
import { Button } from "#web/ui/button.tsx";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Notice } from "#web/ui/notice.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { EmailSheet } from "./email-sheet.tsx";
import { text } from "./profile.text.ts";
import { RenamePerson } from "./rename-person.tsx";

/** Who somebody is to others, and by which address to us. */
export function ProfileCard() {
  const session = createView(getSession, () => []);
  const change = createView(getEmailChange, () => []);
  const [naming, setNaming] = createSignal(false);
  const [changing, setChanging] = createSignal(false);
  const withdrawing = createRequest(withdrawEmailChange);
  const withdraw = async () => (await withdrawing.run()) && toast(text.withdrawn);

  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={session}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={2} />}
      >
        {(value) => (
          <Rows>
            <Row
              wrap
              title={text.name}
              text={<span class="wrap-anywhere">{value()?.person.name}</span>}
              end={
                <Button size="small" aria-label={text.changeName} onClick={() => setNaming(true)}>
                  {text.change}
                </Button>
              }
            />
            <Row
              wrap
              title={text.email}
              text={<span class="wrap-anywhere">{value()?.person.email}</span>}
              end={
                <Button size="small" aria-label={text.changeEmail} onClick={() => setChanging(true)}>
                  {text.change}
                </Button>
              }
            />
          </Rows>
        )}
      </Loaded>
      <Show when={naming()}>
        <RenamePerson name={session.value()?.person.name ?? ""} onClose={() => setNaming(false)} />
      </Show>
      <Show when={change.value()?.pending}>
        {(pending) => (
          <CardBody>
            <Notice
              tone="warn"
              title={text.pendingTitle(pending().newEmail)}
              actions={
                <Button size="small" busy={withdrawing.pending()} onClick={() => void withdraw()}>
                  {text.withdraw}
                </Button>
              }
            >
              {text.waitsFor(pending())} {text.until} <Moment at={pending().expiresAt} />
            </Notice>
            <Refusal of={withdrawing} />
          </CardBody>
        )}
      </Show>
      <Show when={changing()}>
        <EmailSheet onClose={() => setChanging(false)} />
      </Show>
    </Card>
  );
}
