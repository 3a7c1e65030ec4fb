import { A } from "@solidjs/router";
import { getCustomer } from "#web/data/dashboard.ts";
import { createView } from "#web/lib/view.ts";
import { loading } from "#web/parts/loading.text.ts";
import { paths } from "#web/paths.ts";
import { Card } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { Properties } from "#web/ui/properties.tsx";
import { PropertiesSkeleton } from "#web/ui/skeleton.tsx";
import { text as texts } from "./customers.text.ts";

const text = texts.detail;

/** Whose it is, beside what is theirs. */
export function CustomerCard(props: { accountId: string }) {
  const customer = createView(getCustomer, () => [props.accountId]);
  return (
    <Card title={text.card}>
      <Loaded
        padded
        from={customer}
        words={loading.words(text.failed)}
        skeleton={<PropertiesSkeleton label={text.loading} rows={3} />}
      >
        {(value) => (
          <Properties
            items={[
              {
                name: texts.number(value().number),
                value: <A href={paths.dashboardCustomer(value().id)}>{value().name}</A>,
              },
              { name: text.owner, value: value().ownerName },
              { name: text.email, value: value().ownerEmail },
            ]}
          />
        )}
      </Loaded>
    </Card>
  );
}
