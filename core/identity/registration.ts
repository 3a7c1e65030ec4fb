import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { DomainError, violates } from "../kernel/errors.ts";
import { newId } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { hashPassword } from "../kernel/password.ts";
import { passwordProblem } from "../kernel/password-policy.ts";
import { only } from "../kernel/rows.ts";
import { Secret } from "../kernel/secret.ts";
import { askToVerify } from "./email-verification.ts";
import { person } from "./person.sql.ts";
import { begin, Email } from "./session.ts";

const Name = z.string().trim().min(1, { error: "Enter a name." }).max(80, { error: "At most 80 characters." });

/** A new customer: the person, their account, and the session that goes on from here. */
export const register = providerCommand({
  name: "person.register",
  input: z.object({ name: Name, email: Email, password: z.string().max(256), accountName: Name }),
  allow: { anonymous: true },
  async intend(_scope, input) {
    const problem = passwordProblem(input.password, [input.email, input.name, input.accountName]);
    if (problem !== undefined) {
      throw new DomainError("invalid", "identity.password_too_weak", problem, {
        fields: [{ path: "password", message: problem }],
      });
    }
    return { ...input, password: new Secret(input.password) };
  },
  /** Outside the transaction: the hash takes tens of milliseconds. */
  perform: (_ports, { password }) => hashPassword(password),
  async settle(scope, { name, email, accountName }, passwordHash) {
    const { tx, ctx } = scope;
    const createdAt = ctx.now();
    const who = only(
      await tx
        .insert(person)
        .values({ id: newId("person"), email, name, passwordHash, createdAt })
        .returning()
        .catch((error: unknown) => {
          throw violates(error, "person_email") ? emailTaken(error) : error;
        }),
    );
    const home = await Accounts.open(tx, { name: accountName, ownerId: who.id, at: createdAt });
    const { begun, events } = await begin(scope, who);
    return {
      value: begun,
      audit: { target: who.id, accountId: home.id, after: { email, name, accountName } },
      events: [{ type: "person.registered", subject: who.id }, await askToVerify(tx, who, createdAt), ...events],
    };
  },
});

const emailTaken = (cause: unknown) => {
  const message = "There is an account with this e-mail address already. Sign in instead.";
  return new DomainError("conflict", "identity.email_taken", message, {
    cause,
    fields: [{ path: "email", message }],
  });
};
