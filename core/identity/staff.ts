import { z } from "zod";
import { staffRoles } from "../kernel/actor.ts";
import { newId } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { Secret } from "../kernel/secret.ts";
import { person } from "./person.sql.ts";
import { Email } from "./session.ts";

/** Appoints a member of staff. An address that is known already keeps what it has, which is answered with `false`. */
export const appoint = providerCommand({
  name: "staff.appoint",
  input: z.object({
    email: Email,
    name: z.string().min(1).max(80),
    password: z.string().min(15).max(256),
    role: z.enum(staffRoles),
  }),
  allow: { system: true },
  intend: async (_scope, input) => ({ ...input, password: new Secret(input.password) }),
  perform: (_ports, { password }) => hashPassword(password),
  async settle({ tx, ctx }, { email, name, role }, passwordHash) {
    const at = ctx.now();
    const id = newId("person");
    const added = await tx
      .insert(person)
      .values({ id, email, name, passwordHash, staffRole: role, createdAt: at, emailVerifiedAt: at })
      .onConflictDoNothing({ target: person.email })
      .returning({ id: person.id });
    const appointed = added.length > 0;
    return { value: { appointed }, audit: { target: id, after: { email, name, role, appointed } }, events: [] };
  },
});
