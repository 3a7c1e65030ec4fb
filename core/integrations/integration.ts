import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { providerCommand, providerReport } from "../kernel/operation.ts";
import { may } from "../kernel/permissions.state.ts";
import { integration } from "./integration.sql.ts";
import { type IntegrationName, integrationNames } from "./integration.state.ts";
import type { IntegrationAddress } from "./ports.ts";

export const Integration = z
  .object({
    name: z.enum(integrationNames),
    host: z.string().meta({ description: "Where it is called." }),
    login: z.string().meta({ description: "As whom. The key is shown to nobody." }),
    system: z.enum(["live", "demonstration"]),
    answeredAt: z.date().nullable().meta({ description: "When it answered last, to the minute." }),
    failedAt: z.date().nullable().meta({ description: "When a call came to nothing last." }),
    failure: z.object({ code: z.string(), message: z.string() }).nullable().meta({ description: "Why, in its words." }),
    failures: z.int().meta({ description: "How many calls in a row have come to nothing; 0 while it answers." }),
  })
  .meta({ id: "Integration" });
export type Integration = z.infer<typeof Integration>;
export const Integrations = z.object({ items: z.array(Integration) }).meta({ id: "Integrations" });

export const list = providerReport({
  name: "integration.list",
  input: z.object({}),
  allow: may("integration:read"),
  intend: async () => null,
  perform: async ({ integrations }) =>
    Promise.all(integrationNames.map(async (name) => ({ name, address: await integrations.addressOf(name) }))),
  async show({ tx }, _, addresses) {
    const items: Integration[] = [];
    // One connection answers one question at a time.
    for (const { name, address } of addresses) items.push(await shown(tx, name, address));
    return { items };
  },
});

/** Asks for an answer now. That there is none is what was found out, and no failure of this. */
export const check = providerCommand({
  name: "integration.check",
  input: z.object({ integration: z.enum(integrationNames) }),
  allow: may("integration:manage"),
  intend: async (_, { integration: name }) => name,
  async perform({ integrations }, name) {
    const address = await integrations.addressOf(name);
    // What comes to nothing is noted by the call itself, as every other is.
    const failure = await integrations.check(name).then(
      () => undefined,
      (error: unknown) => ({ error }),
    );
    return { address, failure };
  },
  settle: async ({ tx }, name, { address, failure }) => {
    const value = await shown(tx, name, address);
    // Nobody was asked, because no turn was free, or it could not be noted: an answer from before is none to this.
    if (failure && value.failures === 0) throw failure.error;
    return { value, audit: { target: name }, events: [] };
  },
});

async function shown(tx: Tx, name: IntegrationName, address: IntegrationAddress): Promise<Integration> {
  const [row] = await tx.select().from(integration).where(eq(integration.name, name));
  const { answeredAt = null, failedAt = null, failureCode = null, failure = null, failures = 0 } = row ?? {};
  return {
    ...{ name, ...address, answeredAt, failedAt, failures },
    failure: failureCode === null || failure === null ? null : { code: failureCode, message: failure },
  };
}
