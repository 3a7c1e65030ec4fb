import { and, asc, eq, isNotNull, ne } from "drizzle-orm";
import { z } from "zod";
import type { Tx } from "../kernel/db.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { factor } from "./factor.sql.ts";
import { type FactorKind, factorKinds, factorNameMax, factorsMax } from "./factor.state.ts";
import { person } from "./person.sql.ts";

export const Factor = z
  .object({
    id: Id("factor"),
    kind: z.enum(factorKinds),
    name: z.string(),
    /** Of a passkey: whether it lives on in other devices of the person when this one is lost. */
    backedUp: z.boolean(),
    createdAt: z.date(),
    lastUsedAt: z.date().nullable(),
  })
  .meta({ id: "Factor" });
export type Factor = z.infer<typeof Factor>;

export const FactorName = z
  .string()
  .trim()
  .min(1, { error: "Enter a name." })
  .max(factorNameMax, { error: `At most ${factorNameMax} characters.` });

export type FactorRow = typeof factor.$inferSelect;

export const shownFactor = (row: FactorRow): Factor => Factor.parse({ ...row, backedUp: row.backedUp === true });

/** Those that count: an app from which no code has come yet does not. */
export const factorsOf = (tx: Tx, personId: Id<"person">): Promise<FactorRow[]> =>
  tx
    .select()
    .from(factor)
    .where(and(eq(factor.personId, personId), isNotNull(factor.confirmedAt)))
    .orderBy(asc(factor.id));

export const hasSecondFactor = async (tx: Tx, personId: Id<"person">): Promise<boolean> =>
  (await factorsOf(tx, personId)).length > 0;

export async function demandRoomForFactor(tx: Tx, personId: Id<"person">): Promise<void> {
  if ((await factorsOf(tx, personId)).length < factorsMax) return;
  throw new DomainError("conflict", "factor.too_many", `${factorsMax} are enough. Remove one that you do not use.`);
}

export const otherFactors = (tx: Tx, { id, personId }: Pick<FactorRow, "id" | "personId">) =>
  tx
    .select({ id: factor.id })
    .from(factor)
    .where(and(eq(factor.personId, personId), ne(factor.id, id), isNotNull(factor.confirmedAt)));

export const secretAddress = ({ id, personId }: Pick<FactorRow, "id" | "personId">) =>
  sealedAt(factor.secret, id, { kind: "person", id: personId });

/** Of a factor that was added: whom to tell, and what. Undefined when it has been removed since. */
export async function factorAndPerson(
  tx: Tx,
  id: Id<"factor">,
): Promise<{ name: string; email: string; kind: FactorKind; factorName: string } | undefined> {
  const [row] = await tx
    .select({ name: person.name, email: person.email, kind: factor.kind, factorName: factor.name })
    .from(factor)
    .innerJoin(person, eq(person.id, factor.personId))
    .where(eq(factor.id, id));
  return row;
}

/** Apps show codes as "123 456". */
export const digitsOf = (code: string): string => code.replaceAll(/[\s-]/g, "");
