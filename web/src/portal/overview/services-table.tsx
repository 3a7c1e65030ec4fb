import { A } from "@solidjs/router";
import type { Service } from "#web/data/services.ts";
import { formatMoney } from "#web/lib/money.ts";
import { formatDay } from "#web/lib/time.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { text } from "./overview.text.ts";

const columns: readonly Column<Service>[] = [
  {
    head: text.services.website,
    kind: "wide",
    cell: (service) => (
      <TitleCell
        tile={<Tile icon="globe" />}
        first={<A href={paths.serviceDetail(service.id)}>{service.host}</A>}
        second={service.planName}
      />
    ),
  },
  { head: text.services.status, cell: (service) => <ServiceStatus service={service} /> },
  { head: text.services.paidUntil, kind: "amount", cell: (service) => formatDay(service.paidUntil) },
  { head: text.services.price, kind: "amount", cell: (service) => formatMoney(service.price) },
];

export function ServicesTable(props: { services: readonly Service[] }) {
  return <Table label={text.services.title} columns={columns} items={props.services} />;
}
