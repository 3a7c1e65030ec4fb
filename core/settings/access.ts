import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { DomainError, notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { seal } from "../kernel/sealed.ts";
import { Secret } from "../kernel/secret.ts";
import { serviceEntrant } from "./front.sql.ts";
import { changeFront, configurable, configured, hashAt } from "./front.ts";
import { passwordHash } from "./password-hash.ts";
import { entrantNameProblem, entrantsMax, mayConfigure } from "./settings.state.ts";

const EntrantName = z.string().superRefine((name, check) => {
  const problem = entrantNameProblem(name);
  if (problem !== undefined) check.addIssue({ code: "custom", message: problem });
});

/** Lets somebody in by a password, and nobody without one from then on. A name that is known gets the new one. */
export const letIn = command({
  name: "service.let_in",
  input: z.object({
    serviceId: Id("service"),
    name: EntrantName,
    password: z.string().min(8, { error: "At least 8 characters." }).max(200),
  }),
  allow: mayConfigure,
  async run(scope, { serviceId, name, password }) {
    const { tx, ctx } = scope;
    const service = await configurable(tx, serviceId);
    const others = and(eq(serviceEntrant.serviceId, serviceId), ne(serviceEntrant.name, name));
    if ((await tx.$count(serviceEntrant, others)) >= entrantsMax)
      throw new DomainError("conflict", "entrant.too_many", `There are ${entrantsMax} already.`);
    const key = { serviceId, accountId: service.accountId, name };
    const hash = await seal(ctx.ports.keys.in(tx), hashAt(key), new Secret(passwordHash(password)));
    const set = { hash, setAt: ctx.now() };
    await tx
      .insert(serviceEntrant)
      .values({ ...key, ...set })
      .onConflictDoUpdate({ target: [serviceEntrant.serviceId, serviceEntrant.name], set });
    await changeFront(scope, service, {});
    return configured(scope, service, { after: { visitor: name } });
  },
});

/** Whoever is the last leaves the service open to everybody. */
export const shutOut = command({
  name: "service.shut_out",
  input: z.object({ serviceId: Id("service"), name: EntrantName }),
  allow: mayConfigure,
  async run(scope, { serviceId, name }) {
    const { tx } = scope;
    const service = await configurable(tx, serviceId);
    const mine = and(eq(serviceEntrant.serviceId, serviceId), eq(serviceEntrant.name, name));
    const [gone] = await tx.delete(serviceEntrant).where(mine).returning({ name: serviceEntrant.name });
    if (!gone) throw notFound("entrant");
    return configured(scope, service, { before: { visitor: name } });
  },
});
