import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { providerCommand } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { addPerson, PersonName, personByEmail } from "./person.ts";
import { Email } from "./session.ts";

/** A customer whom the platform itself vouches for, where there is nobody to read mail. Who is known keeps what they have. */
export const enrol = providerCommand({
  name: "person.enrol",
  input: z.object({ email: Email, name: PersonName, accountName: PersonName, password: z.string().min(15).max(256) }),
  allow: { system: true },
  intend: async (_scope, input) => ({ ...input, password: new Secret(input.password) }),
  perform: (_ports, { password }) => hashPassword(password),
  async settle({ tx, ctx }, { email, name, accountName }, passwordHash) {
    const at = ctx.now();
    const added = await addPerson(tx, { email, name, passwordHash, emailVerifiedAt: at, createdAt: at });
    const home = added && (await Accounts.open(tx, { name: accountName, ownerId: added.id, at }));
    const target = added?.id ?? (await personByEmail(tx, email)) ?? email;
    const after = { email, name, accountName, enrolled: added !== undefined };
    return { value: { enrolled: added !== undefined }, audit: { target, accountId: home?.id, after }, events: [] };
  },
});
