import { createSignal, Show } from "solid-js";
import { mayManage } from "#core/accounts/member.state.ts";
import type { Member, Role } from "#web/data/people.ts";
import { initials } from "#web/lib/initials.ts";
import type { View } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { text as roles } from "#web/parts/roles.text.ts";
import { Button } from "#web/ui/button.tsx";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { Status } from "#web/ui/status.tsx";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { MemberSheet } from "./member-sheet.tsx";
import { text as texts } from "./people.text.ts";

const text = texts.members;

export function MembersCard(props: { members: View<{ items: Member[] }>; own: Role | undefined }) {
  const [opened, setOpened] = createSignal<Member>();
  const manages = (member: Member) => props.own !== undefined && !member.own && mayManage(props.own, member.role);
  const person: Column<Member> = {
    head: text.person,
    kind: "wide",
    cell: (member) => (
      <TitleCell
        tile={
          <span class="avatar" aria-hidden="true">
            {initials(member.name)}
          </span>
        }
        first={
          <span class="wrap-anywhere">
            {member.name}
            <Show when={member.own}>
              {" "}
              <span class="second">({texts.you})</span>
            </Show>
          </span>
        }
        second={<span class="wrap-anywhere">{member.email}</span>}
      />
    ),
  };
  const role: Column<Member> = {
    head: text.role,
    cell: (member) => (
      <>
        {roles.role[member.role]}
        <Show when={member.serviceIds}>
          {(chosen) => <span class="small second block">{text.some(chosen().length)}</span>}
        </Show>
      </>
    ),
  };
  const cared: Column<Member>[] = [
    {
      head: text.factor,
      cell: (member) => (
        <Status tone={member.care?.secondFactor ? "ok" : "warn"}>
          {member.care?.secondFactor ? text.yes : text.no}
        </Status>
      ),
    },
    {
      head: text.seen,
      cell: (member) => (
        <Show when={member.care?.lastSeenAt} fallback={text.never}>
          {(at) => <Moment at={at()} />}
        </Show>
      ),
    },
  ];
  const joined: Column<Member> = { head: text.joined, cell: (member) => <Moment at={member.joinedAt} /> };
  const actions: Column<Member> = {
    head: text.actions,
    kind: "actions",
    cell: (member) => (
      <Show
        when={manages(member)}
        fallback={
          <Show when={!member.own}>
            <span class="small third">{text.ownerOnly}</span>
          </Show>
        }
      >
        <Button size="small" aria-label={text.changeOf(member.name)} onClick={() => setOpened(member)}>
          {text.change}
        </Button>
      </Show>
    ),
  };
  const columns = (items: readonly Member[]) =>
    items.some(({ care }) => care !== null) ? [person, role, ...cared, joined, actions] : [person, role, joined];
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={props.members}
        words={loading.words(text.failed)}
        skeleton={<RowsSkeleton plain label={text.loading} rows={3} />}
      >
        {(value) => <Table label={text.title} columns={columns(value().items)} items={value().items} />}
      </Loaded>
      <Show when={opened()} keyed>
        {(member) => (
          <Show when={props.own}>
            {(own) => <MemberSheet member={member} own={own()} onClose={() => setOpened(undefined)} />}
          </Show>
        )}
      </Show>
    </Card>
  );
}
