import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { getEndangeredZones } from "#web/data/zones.ts";
import { createView } from "#web/lib/view.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { type Column, Table } from "#web/ui/table.tsx";
import { createNames } from "../names.ts";
import { text } from "./domains.text.ts";

type Zone = Awaited<ReturnType<typeof getEndangeredZones>>["items"][number];

/** Domains of which somebody else could take records over; nothing where there are none. */
export function EndangeredCard() {
  const zones = createView(getEndangeredZones, () => []);
  const names = createNames();
  const columns: readonly Column<Zone>[] = [
    {
      head: text.endangered.domain,
      kind: "wide",
      cell: (zone) => (
        <A class="wrap-anywhere" href={paths.dashboardDomain(zone.domainId, "dns")}>
          <bdi>{zone.name}</bdi>
        </A>
      ),
    },
    {
      head: text.customer,
      cell: ({ accountId }) => (
        <A class="two-lines wrap-anywhere" href={paths.dashboardCustomer(accountId)}>
          {names.ofCustomer(accountId) ?? text.show}
        </A>
      ),
    },
  ];
  return (
    <Show when={zones.value()?.items.length ? zones.value() : undefined}>
      {(found) => (
        <Card title={text.endangered.title}>
          <CardBody>
            <p class="second">{text.endangered.text(found().nextCursor !== null)}</p>
          </CardBody>
          <Table label={text.endangered.title} columns={columns} items={found().items} />
        </Card>
      )}
    </Show>
  );
}
