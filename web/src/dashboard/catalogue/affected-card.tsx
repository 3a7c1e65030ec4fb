import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { PlanDetail } from "#web/data/catalogue.ts";
import { formatMegabytes } from "#web/lib/size.ts";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { text } from "./plan.text.ts";

/** Whom a new version meets and whom it does not. */
export function AffectedCard(props: { plan: PlanDetail }) {
  return (
    <Card title={text.affected}>
      <CardBody>
        <ul class="grid gap-2">
          <li>{text.affectedNew}</li>
          <li>{text.affectedKept(props.plan.services)}</li>
          <li>{text.affectedOrders(props.plan.openOrders)}</li>
        </ul>
      </CardBody>
      <Show when={props.plan.onOlder.length > 0}>
        <CardBody>
          <h3>{text.older}</h3>
        </CardBody>
        <Rows tight>
          <For each={props.plan.onOlder}>
            {(one) => (
              <Row
                icon="globe"
                title={<A href={paths.dashboardService(one.id)}>{one.name}</A>}
                text={text.olderNote(one.accountName, one.version)}
              />
            )}
          </For>
        </Rows>
      </Show>
      <Show when={props.plan.shortOfDisk.length > 0}>
        <CardBody>
          <h3>{text.shortOfDisk}</h3>
          <p class="small second">{text.shortOfDiskText}</p>
        </CardBody>
        <Rows tight>
          <For each={props.plan.shortOfDisk}>
            {(one) => (
              <Row
                wrap
                icon="alert"
                tone="warn"
                title={<A href={paths.dashboardService(one.id)}>{one.name}</A>}
                text={text.shortOfDiskNote(one.accountName, formatMegabytes(one.usedMb), formatMegabytes(one.roomMb))}
              />
            )}
          </For>
        </Rows>
      </Show>
    </Card>
  );
}
