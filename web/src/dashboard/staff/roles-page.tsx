import { holds, type Permission } from "#core/kernel/permissions.state.ts";
import { memberRoles, staffRoles } from "#core/kernel/roles.state.ts";
import { abilities, text as memberText } from "#web/parts/roles.text.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Icon } from "#web/ui/icon.tsx";
import { PageHead } from "#web/ui/page-head.tsx";
import { type Column, Table } from "#web/ui/table.tsx";
import { staffAbilities, text } from "./roles.text.ts";
import { text as staffText } from "./staff.text.ts";

type Ability = { says: string; needs: readonly Permission[] };

const mark = (has: boolean) => (
  <span class={has ? "" : "third"}>
    {has ? <Icon name="check" size="small" /> : <span aria-hidden="true">–</span>}
    <span class="unseen">{has ? text.yes : text.no}</span>
  </span>
);

const ability: Column<Ability> = { head: text.ability, kind: "wide", cell: ({ says }) => says };

const staffColumns: readonly Column<Ability>[] = [
  ability,
  ...staffRoles.map((role) => ({
    head: staffText.roleNames[role],
    cell: ({ needs }: Ability) => mark(needs.every((permission) => holds({ type: "staff", role }, permission))),
  })),
];

const memberColumns: readonly Column<Ability>[] = [
  ability,
  ...memberRoles.map((role) => ({
    head: memberText.role[role],
    cell: ({ needs }: Ability) => mark(needs.every((permission) => holds({ type: "member", role }, permission))),
  })),
  {
    head: text.acting,
    cell: ({ needs }) => mark(needs.every((permission) => holds({ type: "acting" }, permission))),
  },
];

/** The permission table, for people. */
export default function RolesPage() {
  return (
    <>
      <PageHead title={text.title} line={text.line} crumb={{ href: paths.dashboardStaff, label: staffText.title }} />
      <div class="stack">
        <Card title={text.staff}>
          <Table label={text.staff} columns={staffColumns} items={staffAbilities} />
          <CardBody>
            <p class="small second">{text.own}</p>
          </CardBody>
        </Card>
        <Card title={text.customers}>
          <Table label={text.customers} columns={memberColumns} items={abilities} />
          <CardBody>
            <p class="small second">{text.actingNote}</p>
          </CardBody>
        </Card>
      </div>
    </>
  );
}
