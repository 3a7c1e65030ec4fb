import { inArray } from "drizzle-orm";
import { account, membership } from "../accounts/account.sql.ts";
import { apiKey } from "../api-keys/api-key.sql.ts";
import { plan } from "../catalog/plan.sql.ts";
import { product } from "../catalog/product.sql.ts";
import { person } from "../identity/person.sql.ts";
import type { MemberRole } from "../kernel/actor.ts";
import type { Tx } from "../kernel/db.ts";
import { type Kind, prefixes } from "../kernel/id.ts";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { node } from "../nodes/node.sql.ts";
import { order } from "../orders/order.sql.ts";
import { service } from "../services/service.sql.ts";

export const targetKinds = [
  "account",
  "person",
  "order",
  "service",
  "operation",
  "node",
  "product",
  "plan",
  "apiKey",
] as const;
export type TargetKind = (typeof targetKinds)[number];

export const kindOf = (id: string): TargetKind | undefined =>
  targetKinds.find((kind) => id.startsWith(`${prefixes[kind]}_`));

/** What ids are called now, as far as whoever asks may see them. */
export type Names = ReadonlyMap<string, string>;

export interface NameSource {
  tx: Tx;
  forStaff: boolean;
  hostOf(siteName: string): string;
}

const ofKind = <K extends Kind>(ids: ReadonlySet<string>, kind: K) =>
  [...ids].filter((id) => id.startsWith(`${prefixes[kind]}_`)) as `${(typeof prefixes)[K]}_${string}`[];

export async function namesOf({ tx, forStaff, hostOf }: NameSource, wanted: Iterable<string>): Promise<Names> {
  const ids = new Set(wanted);
  const names = new Map<string, string>();
  const note = (rows: readonly { id: string; name: string }[]) => {
    for (const { id, name } of rows) names.set(id, name);
  };

  const operations = ofKind(ids, "operation");
  const works =
    operations.length === 0 ? [] : await tx.select().from(operation).where(inArray(operation.id, operations));
  for (const { subject } of works) ids.add(subject);

  const people = ofKind(ids, "person");
  if (people.length > 0) {
    note(await tx.select({ id: person.id, name: person.name }).from(person).where(inArray(person.id, people)));
    const unnamed = people.filter((id) => !names.has(id));
    if (unnamed.length > 0 && !forStaff) {
      const roles = await tx
        .select({ id: membership.personId, role: membership.role })
        .from(membership)
        .where(inArray(membership.personId, unnamed));
      note(roles.map(({ id, role }) => ({ id, name: aMember[role] })));
    }
  }
  const orders = ofKind(ids, "order");
  if (orders.length > 0) {
    const rows = await tx.select({ id: order.id, number: order.number }).from(order).where(inArray(order.id, orders));
    note(rows.map(({ id, number }) => ({ id, name: `order ${number}` })));
  }
  const services = ofKind(ids, "service");
  if (services.length > 0) {
    const rows = await tx
      .select({ id: service.id, name: service.name })
      .from(service)
      .where(inArray(service.id, services));
    note(rows.map(({ id, name }) => ({ id, name: hostOf(name) })));
  }
  const keys = ofKind(ids, "apiKey");
  if (keys.length > 0) {
    const rows = await tx.select({ id: apiKey.id, name: apiKey.name }).from(apiKey).where(inArray(apiKey.id, keys));
    note(rows.map(({ id, name }) => ({ id, name: `the API key “${name}”` })));
  }
  const plans = ofKind(ids, "plan");
  if (plans.length > 0)
    note(await tx.select({ id: plan.id, name: plan.name }).from(plan).where(inArray(plan.id, plans)));
  const products = ofKind(ids, "product");
  if (products.length > 0)
    note(await tx.select({ id: product.id, name: product.name }).from(product).where(inArray(product.id, products)));
  const accounts = ofKind(ids, "account");
  if (accounts.length > 0)
    note(await tx.select({ id: account.id, name: account.name }).from(account).where(inArray(account.id, accounts)));
  const nodes = ofKind(ids, "node");
  // Nodes are the platform's: a customer's role may not read that table at all.
  if (nodes.length > 0 && forStaff)
    note(await tx.select({ id: node.id, name: node.name }).from(node).where(inArray(node.id, nodes)));
  note(works.map(({ id, title, subject }) => ({ id, name: [title, names.get(subject)].filter(Boolean).join(" ") })));
  return names;
}

/** For people whose names whoever asks may not see, or no more. */
export const aMember: Readonly<Record<MemberRole, string>> = {
  owner: "The owner",
  administrator: "An administrator",
  billing: "A member for billing",
  technical: "A technical member",
  reader: "A member who may only look",
};
