import { z } from "zod";
import * as AddOns from "../add-ons/index.ts";
import * as Environment from "../environment/index.ts";
import type { AppTemplate } from "../hosting/index.ts";
import { databasePassword } from "../hosting/index.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import * as Services from "../services/index.ts";

/** Opens what a service's app and its databases keep secret; what there is not yet is made, once. */
export const openSecrets = command({
  name: "service.open_secrets",
  input: z.object({
    serviceId: Id("service"),
    names: z.array(z.string()),
    /** As the release that starts is to know them, where a password is about to change. */
    next: z.boolean(),
  }),
  allow: { system: true },
  async run({ tx, ctx }, { serviceId, names, next }) {
    const row = await Services.lock(tx, serviceId);
    const keys = ctx.ports.keys.in(tx);
    const made =
      (await AddOns.makePasswords(tx, keys, serviceId)) +
      (await Services.makeTemplateSecrets(tx, keys, row, names, ctx.now()));
    const value = {
      passwords: await AddOns.openPasswords(tx, keys, serviceId, { next }),
      own: await Services.openTemplateSecrets(tx, keys, row),
      variables: await Environment.openVariables(tx, keys, serviceId),
    };
    return { value, audit: made === 0 ? "unchanged" : { target: serviceId, accountId: row.accountId }, events: [] };
  },
});
export type AppSecrets = Awaited<ReturnType<typeof openSecrets>>;

export const noSecrets: AppSecrets = { passwords: new Map(), own: {}, variables: new Map() };

/** Of a template's secrets, those that are its own: its database's password is the database's. */
export const ownSecretsOf = ({ secrets, addOns }: AppTemplate): string[] =>
  secrets.filter((name) => name !== databasePassword || addOns.length === 0);

/** All that a template asks for by name. */
export function secretsFor({ addOns }: AppTemplate, { passwords, own }: AppSecrets): Record<string, Secret<string>> {
  const password = addOns[0] === undefined ? undefined : passwords.get(addOns[0]);
  return { ...own, ...(password && { [databasePassword]: password }) };
}
