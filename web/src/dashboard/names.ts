import { getAllServices, getCustomers, getNodes } from "#web/data/dashboard.ts";
import { createView } from "#web/lib/view.ts";

/** What the ids in staff's lists are called, as far as the newest rows of the other lists tell. */
export function createNames() {
  const services = createView(getAllServices, () => [{}]);
  const nodes = createView(getNodes, () => []);
  const customers = createView(getCustomers, () => [""]);
  const lists = [services, nodes, customers];
  return {
    /** Whether names that are coming have come. */
    ready: () => lists.every((list) => list.value() !== undefined || list.failure() !== undefined),
    ofSubject: (subject: string): string | undefined =>
      services.value()?.items.find(({ id }) => id === subject)?.host ??
      nodes.value()?.find(({ id }) => id === subject)?.name,
    ofCustomer: (accountId: string | null): string | undefined =>
      customers.value()?.items.find(({ id }) => id === accountId)?.name,
  };
}
