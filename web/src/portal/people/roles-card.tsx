import { For } from "solid-js";
import { holds } from "#core/kernel/permissions.state.ts";
import { type MemberRole, memberRoles } from "#core/kernel/roles.state.ts";
import { abilities, text as roles } from "#web/parts/roles.text.ts";
import { Card } from "#web/ui/card.tsx";
import { Fold } from "#web/ui/fold.tsx";
import { Icon } from "#web/ui/icon.tsx";
import { type Column, Table } from "#web/ui/table.tsx";
import { text as texts } from "./people.text.ts";

const text = texts.roles;
type Ability = (typeof abilities)[number];

const has = (role: MemberRole, { needs }: Ability): boolean =>
  needs.every((permission) => holds({ type: "member", role }, permission));

/** The permission table itself, as people read it. */
export function RolesCard() {
  const columns: Column<Ability>[] = [
    { head: text.ability, kind: "wide", cell: ({ says }) => says },
    ...memberRoles.map((role) => ({
      head: roles.role[role],
      cell: (ability: Ability) =>
        has(role, ability) ? (
          <>
            <Icon name="check" size="small" />
            <span class="unseen">{text.yes}</span>
          </>
        ) : (
          <>
            <span class="third" aria-hidden="true">
              –
            </span>
            <span class="unseen">{text.no}</span>
          </>
        ),
    })),
  ];
  return (
    <Card title={text.title}>
      <dl class="properties">
        <For each={memberRoles}>
          {(role) => (
            <div>
              <dt>{roles.role[role]}</dt>
              <dd>{roles.about[role]}</dd>
            </div>
          )}
        </For>
      </dl>
      <div class="card-body">
        <Fold label={text.more}>{() => <Table label={text.title} columns={columns} items={abilities} />}</Fold>
      </div>
    </Card>
  );
}
