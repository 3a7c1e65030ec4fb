import { createSignal, For, Show } from "solid-js";
import { staffCan } from "#core/identity/staff.state.ts";
import { may as demands } from "#core/kernel/permissions.state.ts";
import { getSession } from "#web/data/session.ts";
import { getStaff, type StaffMember } from "#web/data/staff.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { createMay } from "#web/parts/may.ts";
import { Moment } from "#web/parts/moment.tsx";
import { paths } from "#web/paths.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { LinkButton } from "#web/ui/link-button.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { PageLine } from "#web/ui/page-line.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status, type Tone } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { InviteSheet } from "./invite-sheet.tsx";
import { text } from "./staff.text.ts";
import { type Asked, StaffDialog } from "./staff-dialog.tsx";

const tones: Record<StaffMember["state"], Tone> = { active: "ok", invited: "run", deactivated: "plain" };
const acts = [
  ["change", "change-role"],
  ["link", "send-link"],
  ["deactivate", "deactivate"],
  ["reactivate", "reactivate"],
] as const;

/** Who works here, and what may be done about it. */
export default function StaffPage() {
  const staff = createView(getStaff, () => []);
  const session = createView(getSession, () => []);
  const may = createMay();
  const [inviting, setInviting] = createSignal(false);
  const [asked, setAsked] = createSignal<Asked>();
  const manages = () => may(demands("staff:manage")) === true;
  const isSelf = (member: StaffMember) => member.id === session.value()?.person.id;
  const count = (state: StaffMember["state"]) =>
    staff.value()?.items.filter((member) => member.state === state).length ?? 0;

  const columns: readonly Column<StaffMember>[] = [
    {
      head: text.name,
      kind: "wide",
      cell: (member) => (
        <TitleCell
          first={<bdi>{member.name}</bdi>}
          second={<span class="wrap-anywhere">{isSelf(member) ? `${text.you}, ${member.email}` : member.email}</span>}
        />
      ),
    },
    { head: text.role, cell: (member) => text.roleNames[member.role] },
    {
      head: text.factor,
      cell: (member) => (
        <Status tone={member.secondFactor ? "ok" : "warn"}>
          {member.secondFactor ? text.factorYes : text.factorNo}
        </Status>
      ),
    },
    {
      head: text.seen,
      cell: (member) => (
        <Show when={member.lastSeenAt} fallback={<span class="third">{text.seenNever}</span>}>
          {(at) => <Moment at={at()} />}
        </Show>
      ),
    },
    {
      head: text.state,
      cell: (member) => (
        <>
          <Status tone={tones[member.state]}>{text.states[member.state]}</Status>
          <Show when={member.state === "invited"}>
            <span class="cell-second">
              <Show when={member.linkExpiresAt} fallback={text.linkOnItsWay}>
                {(at) => (
                  <Show when={new Date(at()).getTime() > Date.now()} fallback={text.linkRunOut}>
                    {text.linkUntil} <Moment at={at()} />
                  </Show>
                )}
              </Show>
            </span>
          </Show>
        </>
      ),
    },
    {
      head: text.actions,
      kind: "actions",
      cell: (member) => (
        <Show when={manages() && !isSelf(member)}>
          <span class="flex flex-wrap justify-end gap-2">
            <Show when={member.secondFactor && member.state === "active"}>
              <Button
                size="small"
                aria-label={`${text.reset.open}: ${member.name}`}
                onClick={() => setAsked({ act: "reset", member })}
              >
                {text.reset.open}
              </Button>
            </Show>
            <For each={acts.filter(([, action]) => staffCan(action, member))}>
              {([act]) => (
                <Button
                  size="small"
                  aria-label={`${text[act].open}: ${member.name}`}
                  onClick={() => setAsked({ act, member })}
                >
                  {text[act].open}
                </Button>
              )}
            </For>
          </span>
        </Show>
      ),
    },
  ];

  return (
    <>
      <PageHead
        title={text.title}
        line={<PageLine from={staff}>{() => text.line(count("active"), count("invited"))}</PageLine>}
        actions={
          <>
            <LinkButton href={paths.dashboardRoles}>{text.roles}</LinkButton>
            <Show when={manages()}>
              <Button tone="primary" icon="plus" onClick={() => setInviting(true)}>
                {text.invite}
              </Button>
            </Show>
          </>
        }
      />
      <Card
        title={text.list}
        titleHidden
        foot={may(demands("staff:manage")) === false ? <p class="small second">{text.notAdministrator}</p> : undefined}
      >
        <Loaded
          padded
          from={staff}
          words={loading.words(text.failed)}
          skeleton={<RowsSkeleton plain label={text.loading} rows={4} />}
        >
          {(value) => <Table label={text.list} columns={columns} items={value().items} />}
        </Loaded>
      </Card>
      <InviteSheet open={inviting()} onClose={() => setInviting(false)} />
      <Show when={asked()} keyed>
        {(one) => <StaffDialog asked={one} onClose={() => setAsked(undefined)} />}
      </Show>
    </>
  );
}
