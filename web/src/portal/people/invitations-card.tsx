import { For, Show } from "solid-js";
import { type Invitation, resendInvitation, withdrawInvitation } from "#web/data/people.ts";
import { createRequest } from "#web/data/request.ts";
import { formatDay } from "#web/lib/time.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Refusal } from "#web/parts/refusal.tsx";
import { text as roles } from "#web/parts/roles.text.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { toast } from "#web/ui/toast.tsx";
import { text as texts } from "./people.text.ts";

const text = texts.invitations;

/** Nothing at all where nobody is invited. */
export function InvitationsCard(props: { invitations: View<{ items: Invitation[] }> }) {
  const resending = createRequest(resendInvitation);
  const withdrawing = createRequest(withdrawInvitation);
  const resend = async ({ id, email }: Invitation) => {
    if (await resending.run(id)) toast(text.resent(email));
  };
  const withdraw = async ({ id, email }: Invitation) => {
    if (await withdrawing.run(id)) toast(text.withdrawn(email));
  };
  const isEmpty = () => props.invitations.value()?.items.length === 0;
  return (
    <Show when={!isEmpty()}>
      <Card title={text.title}>
        <Show when={resending.failure() || withdrawing.failure()}>
          <div class="card-body">
            <Refusal of={resending.failure() ? resending : withdrawing} />
          </div>
        </Show>
        <Loaded
          padded
          from={props.invitations}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={1} />}
        >
          {(value) => (
            <Rows>
              <For each={value().items}>
                {(invitation) => (
                  <Row
                    wrap
                    icon="users"
                    title={<span class="wrap-anywhere">{invitation.email}</span>}
                    text={aboutOf(invitation)}
                    end={
                      <span class="row-end flex gap-2">
                        <Button
                          size="small"
                          aria-label={text.resendTo(invitation.email)}
                          busy={resending.pending()}
                          onClick={() => void resend(invitation)}
                        >
                          {text.resend}
                        </Button>
                        <Button
                          size="small"
                          aria-label={text.withdrawOf(invitation.email)}
                          busy={withdrawing.pending()}
                          onClick={() => void withdraw(invitation)}
                        >
                          {text.withdraw}
                        </Button>
                      </span>
                    }
                  />
                )}
              </For>
            </Rows>
          )}
        </Loaded>
      </Card>
    </Show>
  );
}

function aboutOf({ role, serviceIds, invitedBy, expiresAt }: Invitation): string {
  const websites = serviceIds === null ? [] : [texts.members.some(serviceIds.length)];
  const until = new Date(expiresAt) > new Date() ? `${text.until} ${formatDay(expiresAt)}` : text.tooOld;
  return [roles.role[role], ...websites, ...(invitedBy === null ? [] : [text.by(invitedBy)]), until].join(", ");
}
