import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { getCustomerActivity, getCustomerOperations } from "#web/data/customers.ts";
import { createView } from "#web/lib/view.ts";
import { AuditSentence } from "#web/parts/audit/audit-sentence.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { Moment } from "#web/parts/moment.tsx";
import { OperationStatus } from "#web/parts/statuses.tsx";
import { paths } from "#web/paths.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Row, Rows } from "#web/ui/rows.tsx";
import { RowsSkeleton } from "#web/ui/skeleton.tsx";
import { text } from "./customer.text.ts";

const nothing = (words: string) => (
  <CardBody>
    <p class="second">{words}</p>
  </CardBody>
);

/** What happened in the account last, by whomever. */
export function ActivityCard(props: { accountId: string }) {
  const activity = createView(getCustomerActivity, () => [props.accountId]);
  return (
    <Card
      title={text.activity.title}
      foot={<A href={paths.dashboardAuditOf("account", props.accountId)}>{text.activity.all}</A>}
    >
      <Loaded
        padded
        from={activity}
        words={loading.words(text.activity.failed)}
        skeleton={<RowsSkeleton plain label={text.activity.title} rows={4} />}
      >
        {(value) => (
          <Show when={value().items.length > 0} fallback={nothing(text.activity.empty)}>
            <Rows>
              <For each={value().items}>
                {(entry) => (
                  <Row title={<AuditSentence entry={entry} href={undefined} />} text={<Moment at={entry.at} />} />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
    </Card>
  );
}

/** What the platform does for the account, and did. */
export function OperationsCard(props: { accountId: string }) {
  const operations = createView(getCustomerOperations, () => [props.accountId]);
  return (
    <Card title={text.operations.title}>
      <Loaded
        padded
        from={operations}
        words={loading.words(text.operations.failed)}
        skeleton={<RowsSkeleton plain label={text.operations.title} rows={3} />}
      >
        {(value) => (
          <Show when={value().items.length > 0} fallback={nothing(text.operations.empty)}>
            <Rows>
              <For each={value().items}>
                {(operation) => (
                  <Row
                    title={<A href={paths.dashboardOperation(operation.id)}>{operation.title}</A>}
                    text={<Moment at={operation.createdAt} />}
                    end={<OperationStatus operation={operation} />}
                  />
                )}
              </For>
            </Rows>
          </Show>
        )}
      </Loaded>
    </Card>
  );
}
