import { createHash, randomInt } from "node:crypto";
import { and, count, eq, isNull } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import { recoveryCode } from "./recovery-code.sql.ts";

const codesPerPerson = 10;
/** Without what looks alike on paper. 16 of them are 79 bits. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

const newCode = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")).join(
    "-",
  );

/** However it was typed: spaces, dashes and capitals are for the eye. */
const digestOf = (code: string): Buffer =>
  createHash("sha256")
    .update(code.toLowerCase().replaceAll(/[^a-z0-9]/g, ""))
    .digest();

/** New codes in place of all that there were. They are shown now and never again. */
export async function makeRecoveryCodes(tx: Tx, personId: Id<"person">, at: Date): Promise<string[]> {
  await tx.delete(recoveryCode).where(eq(recoveryCode.personId, personId));
  const codes = Array.from({ length: codesPerPerson }, newCode);
  await tx
    .insert(recoveryCode)
    .values(codes.map((code) => ({ id: newId("recoveryCode"), personId, codeHash: digestOf(code), createdAt: at })));
  return codes;
}

/** Whether the code was one of theirs and not used before; of two that use it at once one does. */
export async function takeRecoveryCode(tx: Tx, personId: Id<"person">, code: string, at: Date): Promise<boolean> {
  const taken = await tx
    .update(recoveryCode)
    .set({ usedAt: at })
    .where(
      and(eq(recoveryCode.personId, personId), eq(recoveryCode.codeHash, digestOf(code)), isNull(recoveryCode.usedAt)),
    )
    .returning({ id: recoveryCode.id });
  return taken.length > 0;
}

export async function recoveryCodesLeft(tx: Tx, personId: Id<"person">): Promise<number> {
  const [found] = await tx
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.personId, personId), isNull(recoveryCode.usedAt)));
  return found?.left ?? 0;
}
