import { A } from "@solidjs/router";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { text } from "./audit.text.ts";

/** Beside one thing: the way to what is recorded of it. */
export function AuditCard(props: { about: "target" | "account"; id: string }) {
  return (
    <Card title={text.cardTitle}>
      <CardBody>
        <A href={paths.dashboardAuditOf(props.about, props.id)}>{text.card[props.about]}</A>
      </CardBody>
    </Card>
  );
}
