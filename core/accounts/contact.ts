import { eq } from "drizzle-orm";
import { z } from "zod";
import { accountOf, may } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, query, type Scope } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { account } from "./account.sql.ts";
import { get } from "./account.ts";
import { countries } from "./country.state.ts";

const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max, { error: `At most ${max} characters.` })
    .regex(/^\P{Cc}*$/u, { error: "One line, please." })
    .default("");
const orEmpty = (pattern: RegExp, max: number, error: string) =>
  line(max).refine((text) => text === "" || pattern.test(text), { error });

/** Who stands behind an account. All of it is empty until somebody says it. */
export const Contact = z
  .object({
    company: line(120),
    person: line(80),
    street: line(120),
    streetMore: line(120),
    postalCode: line(20),
    city: line(80),
    region: line(80),
    country: z.enum(["", ...countries], { error: "Choose a country." }).default(""),
    phone: orEmpty(/^\+?[0-9][0-9 ()/.-]{4,28}$/, 30, "Enter a phone number such as +49 30 901820."),
    taxId: orEmpty(/^[A-Za-z0-9][A-Za-z0-9 ./-]{3,28}$/, 30, "Enter it as on your papers: letters, digits, - . and /."),
    billingEmail: orEmpty(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, 254, "Enter an e-mail address such as name@example.com."),
  })
  .meta({ id: "Contact" });
export type Contact = z.infer<typeof Contact>;

const nothing: Contact = Contact.parse({});
const Name = z.string().trim().min(1, { error: "Enter a name." }).max(80, { error: "At most 80 characters." });

export const AccountDetails = z
  .object({
    id: Id("account"),
    name: z.string(),
    number: z.int(),
    createdAt: z.date(),
    contact: Contact,
  })
  .meta({ id: "AccountDetails" });
export type AccountDetails = z.infer<typeof AccountDetails>;

/** For those who look after the bills: it is of no use to others. */
export const details = query({
  name: "account.get",
  input: z.object({}),
  allow: may("billing:read"),
  run: (scope) => read(scope, accountOf(scope.ctx.actor)),
});

/** The same for staff, of any account. */
export const detailsOf = query({
  name: "customer.contact",
  input: z.object({ accountId: Id("account") }),
  allow: may("customer:read"),
  run: (scope, { accountId }) => read(scope, accountId),
});

/** All of it at once: what is left out is empty from then on. */
export const update = command({
  name: "account.update",
  input: z.object({ name: Name, contact: Contact }),
  allow: may("account:write"),
  async run(scope, { name, contact }) {
    const { tx, ctx } = scope;
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    // Of two who save at once the second is compared with what the first left.
    await tx.select({ id: account.id }).from(account).where(eq(account.id, accountId)).for("no key update");
    const before = await read(scope, accountId);
    const sealed = await seal(ctx.ports.keys.in(tx), addressOf(accountId), new Secret(JSON.stringify(contact)));
    await tx.update(account).set({ name, contact: sealed }).where(eq(account.id, accountId));
    const changed = changedParts(before, { name, contact });
    return {
      value: await read(scope, accountId),
      // What is sealed is not repeated where it would stay readable for ever.
      audit: {
        target: accountId,
        accountId,
        before: { accountName: before.name },
        after: { accountName: name, changed: changed.length === 0 ? "data, to what they were" : changed.join(", ") },
      },
      events: [],
    };
  },
});

async function read({ tx, ctx }: Scope, accountId: Id<"account"> | undefined): Promise<AccountDetails> {
  if (accountId === undefined) throw notFound("account");
  const { id, name, number, createdAt, contact } = await get(tx, accountId);
  const shown = { id, name, number, createdAt };
  if (contact === null) return { ...shown, contact: nothing };
  const opened = await open(ctx.ports.keys.in(tx), addressOf(id), contact);
  return { ...shown, contact: Contact.parse(JSON.parse(opened.reveal())) };
}

const addressOf = (accountId: Id<"account">) =>
  sealedAt(account.contact, accountId, { kind: "account", id: accountId });

const parts: Readonly<Record<string, readonly (keyof Contact)[]>> = {
  company: ["company"],
  "contact person": ["person"],
  address: ["street", "streetMore", "postalCode", "city", "region", "country"],
  phone: ["phone"],
  "tax id": ["taxId"],
  "billing email": ["billingEmail"],
};

const changedParts = (before: Pick<AccountDetails, "name" | "contact">, after: typeof before): string[] => [
  ...(before.name === after.name ? [] : ["name"]),
  ...Object.keys(parts).filter((part) => parts[part]?.some((field) => before.contact[field] !== after.contact[field])),
];
