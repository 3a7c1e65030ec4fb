import { A } from "@solidjs/router";
import { may as demands } from "#core/kernel/permissions.state.ts";
import type { Service } from "#web/data/services.ts";
import { formatDay } from "#web/lib/time.ts";
import { createMay } from "#web/parts/may.ts";
import { formatPrice } from "#web/parts/price.ts";
import { ServiceStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { type Column, Table, TitleCell } from "#web/ui/table.tsx";
import { Tile } from "#web/ui/tile.tsx";
import { text } from "./overview.text.ts";

const columns = (pays: boolean): readonly Column<Service>[] => [
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
  ...(pays ? paid : []),
];
const paid: readonly Column<Service>[] = [
  { head: text.services.paidUntil, kind: "amount", cell: ({ paidUntil }) => paidUntil && formatDay(paidUntil) },
  { head: text.services.price, kind: "amount", cell: ({ price, interval }) => price && formatPrice(price, interval) },
];

export function ServicesTable(props: { services: readonly Service[] }) {
  const may = createMay();
  const shown = () => columns(may(demands("billing:read")) === true);
  return <Table label={text.services.title} columns={shown()} items={props.services} />;
}
