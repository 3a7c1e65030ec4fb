import { getCustomerContact } from "#web/data/customers.ts";
import { createView } from "#web/lib/view.ts";
import { ContactProperties } from "#web/parts/contact-properties.tsx";
import { loading } from "#web/parts/loading.text.ts";
import { Card, CardBody } from "#web/ui/card.tsx";
import { Loaded } from "#web/ui/loaded.tsx";
import { PropertiesSkeleton } from "#web/ui/skeleton.tsx";
import { text as texts } from "./customer.text.ts";

const text = texts.contact;

/** Who stands behind the account, as the customer entered it. */
export function ContactCard(props: { accountId: string }) {
  const details = createView(getCustomerContact, () => [props.accountId]);
  return (
    <Card title={text.title}>
      <Loaded
        padded
        from={details}
        words={loading.words(text.failed)}
        skeleton={<PropertiesSkeleton label={text.loading} rows={4} />}
      >
        {(value) => (
          <CardBody>
            <ContactProperties contact={value().contact} />
          </CardBody>
        )}
      </Loaded>
    </Card>
  );
}
