import { z } from "zod";
import * as Catalog from "../catalog/index.ts";
import { usesDatabases } from "../hosting/database.state.ts";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { Secret } from "../kernel/secret.ts";
import * as Services from "../services/index.ts";
import { type DatabaseState, databaseStates } from "./add-on.state.ts";
import { type AddOnRow, ofService } from "./add-on.ts";
import { memoryOfApp, memoryOfNew } from "./memory.ts";

export const Database = z
  .object({
    id: Id("addOn"),
    template: z.string(),
    title: z.string(),
    version: z.string(),
    state: z.enum(databaseStates),
    /** Under which the app reaches it; nothing else does. */
    host: z.string(),
    port: z.int(),
    /** Null where there are none, as in a store of keys. */
    name: z.string().nullable(),
    user: z.string().nullable(),
    /** The environment variables that bring all of this to the app. */
    variables: z.array(z.string()),
    memoryMb: z.int(),
    /** The app does not run without it. */
    required: z.boolean(),
    createdAt: z.date(),
  })
  .meta({ id: "Database" });
export type Database = z.infer<typeof Database>;

const DatabaseOffer = z.object({
  template: z.string(),
  title: z.string(),
  summary: z.string(),
  version: z.string(),
  /** What it would get of the plan's memory, and what it would leave to the app; null where it does not fit. */
  memoryMb: z.int().nullable(),
  appMemoryMb: z.int().nullable(),
  /** Why it cannot be added. */
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const Databases = z
  .object({
    items: z.array(Database),
    /** What can be added, or why it cannot. */
    offers: z.array(DatabaseOffer),
    /** How many the plan has. */
    quota: z.int(),
    /** What is left to the app itself. */
    appMemoryMb: z.int(),
    /** The newest piece of work on the website. */
    operation: Services.OperationSummary.nullable(),
  })
  .meta({ id: "Databases" });
export type Databases = z.infer<typeof Databases>;

export const listDatabases = query({
  name: "database.list",
  input: z.object({ serviceId: Id("service") }),
  allow: may("service:read"),
  run: async ({ tx }, { serviceId }) => databasesOf(tx, await Services.read(tx, serviceId)),
});

export async function databasesOf(tx: Tx, service: Services.ServiceRow): Promise<Databases> {
  const rows = await ofService(tx, service.id);
  const offers = [];
  for (const template of Hosting.addOnTemplates) {
    if (rows.some((row) => row.template === template.name)) continue;
    offers.push(await offerOf(tx, service, rows, template));
  }
  return {
    items: rows.map((row) => toDatabase(service, row)),
    offers,
    quota: (await Catalog.soldTo(tx, service)).quotas.databases,
    appMemoryMb: memoryOfApp(service, rows),
    operation: (await Services.operationOf(tx, [service.id])).get(service.id) ?? null,
  };
}

const versionOf = ({ parameters }: Pick<AddOnRow, "parameters">): string => String(parameters.version ?? "");

const stateOf = ({ startedAt, renewingAt, removingAt }: AddOnRow): DatabaseState =>
  removingAt !== null ? "removing" : startedAt === null ? "starting" : renewingAt !== null ? "renewing" : "running";

export function toDatabase(service: Services.ServiceRow, row: AddOnRow): Database {
  const template = Hosting.addOnTemplate(row.template);
  const variables = template.environment(new Secret(""));
  const named = Object.keys(variables).some((name) => name.endsWith("_DATABASE"));
  return {
    ...{ id: row.id, template: row.template, title: template.title, version: versionOf(row), state: stateOf(row) },
    ...{ host: row.template, port: template.port },
    name: named ? Hosting.databaseName : null,
    user: named ? Hosting.databaseName : null,
    variables: Object.keys(variables),
    memoryMb: row.memoryMb,
    required: isRequired(service, row),
    createdAt: row.createdAt,
  };
}

export const isRequired = ({ template }: Pick<Services.ServiceRow, "template">, row: AddOnRow): boolean =>
  Hosting.appTemplate(template).addOns.includes(row.template);

async function offerOf(
  tx: Tx,
  service: Services.ServiceRow,
  present: readonly AddOnRow[],
  template: Hosting.AddOnTemplate,
): Promise<Databases["offers"][number]> {
  const { name, title, summary } = template;
  const parameters = template.parameters.parse({});
  const room = await roomFor(tx, service, present, template);
  const found = typeof room === "number";
  return {
    ...{ template: name, title, summary, version: versionOf({ parameters }) },
    memoryMb: found ? room : null,
    appMemoryMb: found ? memoryOfApp(service, present) - room : null,
    refusal: found ? null : { code: room.code, message: room.message },
  };
}

/** The memory that one more database gets, or why there can be none: with the plan that would have room. */
export async function roomFor(
  tx: Tx,
  service: Services.ServiceRow,
  present: readonly AddOnRow[],
  template: Hosting.AddOnTemplate,
): Promise<number | DomainError> {
  const app = Hosting.appTemplate(service.template);
  if (!usesDatabases(app.name)) {
    const message = app.composed
      ? "A compose file brings its own databases: describe one as a service in it."
      : `${app.title}: there is no program in it that could use a database.`;
    return new DomainError("conflict", "database.not_here", message);
  }
  const { quotas } = await Catalog.soldTo(tx, service);
  const count = present.length + 1;
  const memoryMb = memoryOfNew(template, app, service, present);
  if (memoryMb !== undefined && count <= quotas.databases) return memoryMb;
  const neededMb = present.reduce((sum, row) => sum + row.memoryMb, app.memoryMb + template.memoryMb);
  const larger = (await Catalog.plansOnSale(tx))
    .filter(({ limits, quotas: sold }) => limits.memoryMb >= neededMb && sold.databases >= count)
    .toSorted((one, other) => one.price.minor - other.price.minor)[0];
  const lacking =
    count > quotas.databases
      ? `${service.planName} has ${quotas.databases === 1 ? "one database" : `${quotas.databases || "no"} databases`}.`
      : `With ${template.title} it needs ${neededMb} MB of memory, and ${service.planName} has ${service.memoryMb} MB.`;
  const advice = larger ? `${larger.name} has room for it.` : "No plan on sale has room for it.";
  const extra = (await Catalog.extrasFor(tx, service.planId)).find(({ limits, quotas: added }) =>
    count > quotas.databases ? added.databases > 0 : limits.memoryMb > 0,
  );
  const more = extra ? ` More comes with the extra “${extra.name}”.` : "";
  return new DomainError("conflict", "plan.too_small", `${lacking} ${advice}${more}`);
}
