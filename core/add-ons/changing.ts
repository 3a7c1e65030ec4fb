import { and, eq } from "drizzle-orm";
import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import type { Tx } from "../kernel/db.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type Outcome, type Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import * as Releases from "../releases/index.ts";
import type * as Services from "../services/index.ts";
import { addOn } from "./add-on.sql.ts";
import { mayManageDatabases, mayRevealPasswords } from "./add-on.state.ts";
import { type AddOnRow, columns, insert, ofService } from "./add-on.ts";
import { type Databases, databasesOf, isRequired, roomFor } from "./database.ts";
import { openPassword, sealNextPassword } from "./password.ts";

const byDatabase = z.object({ serviceId: Id("service"), databaseId: Id("addOn") });

const offered = new Map(Hosting.addOnTemplates.map((template) => [template.name, template]));

/** It starts with the next release, which is the first to know it. */
export const addDatabase = command({
  name: "database.add",
  input: z.object({
    serviceId: Id("service"),
    template: z.string().refine((name) => offered.has(name), {
      error: `There is no such database. Choose one of ${[...offered.keys()].join(", ")}.`,
    }),
  }),
  allow: mayManageDatabases,
  async run(scope, { serviceId, template: name }) {
    const { tx, ctx } = scope;
    const service = await Releases.deployable(tx, serviceId);
    const present = await ofService(tx, serviceId);
    const template = Hosting.addOnTemplate(name);
    if (present.some((row) => row.template === name)) {
      throw new DomainError("conflict", "database.present", `This website has ${template.title} already.`);
    }
    const memoryMb = await roomFor(tx, service, present, template);
    if (typeof memoryMb !== "number") throw memoryMb;
    const parameters = template.parameters.parse({});
    await insert(tx, service, { template: name, parameters, memoryMb, createdAt: ctx.now() });
    return released(scope, service, { after: { database: name, memoryMb } });
  },
});

/** First a release that does not know it, and when that is live the database with everything in it. */
export const removeDatabase = command({
  name: "database.remove",
  input: byDatabase,
  allow: mayManageDatabases,
  confirm: true,
  async run(scope, { serviceId, databaseId }) {
    const { tx, ctx } = scope;
    const service = await Releases.deployable(tx, serviceId);
    const row = await read(tx, serviceId, databaseId);
    const { title } = Hosting.addOnTemplate(row.template);
    if (isRequired(service, row)) {
      const app = Hosting.appTemplate(service.template).title;
      throw new DomainError("conflict", "database.required", `${app} does not run without ${title}.`);
    }
    await tx.update(addOn).set({ removingAt: ctx.now() }).where(eq(addOn.id, row.id));
    return released(scope, service, { before: { database: row.template } });
  },
});

/** The database gets another password together with a release that knows it. */
export const renewPassword = command({
  name: "database.renew_password",
  input: byDatabase,
  allow: mayManageDatabases,
  async run(scope, { serviceId, databaseId }) {
    const { tx, ctx } = scope;
    const service = await Releases.deployable(tx, serviceId);
    const row = await read(tx, serviceId, databaseId);
    const nextPassword = await sealNextPassword(ctx.ports.keys.in(tx), row);
    await tx.update(addOn).set({ nextPassword, renewingAt: ctx.now() }).where(eq(addOn.id, row.id));
    return released(scope, service, { after: { database: row.template } });
  },
});

export const RevealedPassword = z.object({ password: z.string() }).meta({ id: "RevealedPassword" });

/** Shows a password to whoever has just shown who they are, and writes down that they saw it. */
export const revealPassword = command({
  name: "database.reveal_password",
  input: byDatabase,
  allow: mayRevealPasswords,
  confirm: true,
  async run({ tx, ctx }, { serviceId, databaseId }) {
    const row = await read(tx, serviceId, databaseId);
    const password = await openPassword(tx, ctx.ports.keys.in(tx), row.id);
    if (!password) {
      throw new DomainError("conflict", "database.not_started", "It has no password yet: it has not been started.");
    }
    return {
      value: { password: password.reveal() },
      audit: { target: serviceId, accountId: row.accountId, after: { database: row.template } },
      events: [],
    };
  },
});

async function read(tx: Tx, serviceId: Id<"service">, id: Id<"addOn">): Promise<AddOnRow> {
  const [row] = await tx
    .select(columns)
    .from(addOn)
    .where(and(eq(addOn.id, id), eq(addOn.serviceId, serviceId)));
  if (!row) throw notFound("database");
  return row;
}

/** What is live once more, with the databases that there are to be. */
async function released(
  scope: Scope,
  service: Services.ServiceRow,
  audit: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<Outcome<Databases>> {
  const { tx } = scope;
  const live = await Releases.liveOf(tx, service.id);
  const outcome = await Releases.begin(scope, service, {
    ...Releases.runsOf(only(live ? [live] : [])),
    cause: "settings",
  });
  if (outcome.audit === "unchanged") throw new Error("a release began without a trace");
  const { number } = outcome.value;
  return {
    value: await databasesOf(tx, service),
    audit: { target: service.id, accountId: service.accountId, ...audit, after: { ...audit.after, number } },
    events: outcome.events,
  };
}
