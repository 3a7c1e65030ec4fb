import { createSignal, type JSX, Show } from "solid-js";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getInvitations, getMembers, type Member, type Role } from "#web/data/people.ts";
import { getSession } from "#web/data/session.ts";
import { createView, type View } from "#web/lib/view.ts";
import { createMay } from "#web/parts/may.ts";
import { Button } from "#web/ui/button.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { InvitationsCard } from "./invitations-card.tsx";
import { InviteSheet } from "./invite-sheet.tsx";
import { MembersCard } from "./members-card.tsx";
import { text } from "./people.text.ts";
import { RolesCard } from "./roles-card.tsx";

export default function PeoplePage() {
  const may = createMay();
  const session = createView(getSession, () => []);
  const members = createView(getMembers, () => []);
  const manages = () => may(demands("member:manage")) === true;
  return (
    <Show when={manages()} fallback={<Page members={members} open={0} own={undefined} />}>
      <Managed members={members} own={session.value()?.account?.role} />
    </Show>
  );
}

type Members = View<{ items: Member[] }>;
type Own = Role | undefined;

/** For those who manage: what they invite to is theirs to see. */
function Managed(props: { members: Members; own: Own }) {
  const invitations = createView(getInvitations, () => []);
  return (
    <Page members={props.members} own={props.own} open={invitations.value()?.items.length ?? 0}>
      <InvitationsCard invitations={invitations} />
    </Page>
  );
}

function Page(props: { members: Members; own: Own; open: number; children?: JSX.Element }) {
  const [inviting, setInviting] = createSignal(false);
  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={props.members}>{(value) => text.line(value().items.length, props.open)}</PageLine>}
        actions={
          <Show when={props.own}>
            <Button tone="primary" icon="plus" onClick={() => setInviting(true)}>
              {text.invite}
            </Button>
          </Show>
        }
      />
      <div class="stack">
        <MembersCard members={props.members} own={props.own} />
        {props.children}
        <RolesCard />
      </div>
      <Show when={inviting() && props.own}>
        {(own) => <InviteSheet own={own()} onClose={() => setInviting(false)} />}
      </Show>
    </>
  );
}
