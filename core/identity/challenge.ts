import { and, eq } from "drizzle-orm";
import type { Tx } from "../kernel/db.ts";
import { type Id, newId } from "../kernel/id.ts";
import type { Scope } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import { challenge } from "./challenge.sql.ts";
import { newChallenge, type UsedPasskey } from "./passkey.ts";
import { digestOf, newToken } from "./token.ts";

const minutes = 10;

type Row = typeof challenge.$inferSelect;

/** For somebody who is signed in. */
export async function newChallengeFor(
  { tx, ctx }: Scope,
  purpose: "enrol" | "confirm",
  personId: Id<"person">,
): Promise<string> {
  const value = newChallenge();
  await tx.insert(challenge).values({ id: newId("challenge"), purpose, personId, value, ...lasting(ctx.now()) });
  return value;
}

/** Apart from each other: a browser offers passkeys from the start, while somebody types their password. */
type DoorPurpose = "sign_in" | "passkey";

export interface DoorChallenge {
  purpose: DoorPurpose;
  token: Secret<string>;
  expiresAt: Date;
}

/** For a browser at the door, which shows by the token that it is the same one when it comes back. */
export async function newChallengeAtTheDoor(
  { tx, ctx }: Scope,
  purpose: DoorPurpose,
  personId: Id<"person"> | null,
): Promise<DoorChallenge & { value: string }> {
  const [value, token] = [newChallenge(), newToken()];
  const { createdAt, expiresAt } = lasting(ctx.now());
  const before = purpose === "sign_in" ? ctx.client?.signIn : ctx.client?.passkey;
  if (before) await tx.delete(challenge).where(eq(challenge.tokenHash, digestOf(before)));
  const row = { id: newId("challenge"), purpose, personId, value, tokenHash: digestOf(token), createdAt, expiresAt };
  await tx.insert(challenge).values(row);
  return { purpose, value, token, expiresAt };
}

const lasting = (createdAt: Date) => ({ createdAt, expiresAt: new Date(createdAt.getTime() + minutes * 60_000) });

/** Each is good for one answer: of two that come at once one finds it. */
export async function takeChallenge(
  { tx, ctx }: Scope,
  purpose: "enrol" | "confirm",
  personId: Id<"person">,
  response: { clientDataJSON: string },
): Promise<string | undefined> {
  const [row] = await tx
    .delete(challenge)
    .where(
      and(
        eq(challenge.purpose, purpose),
        eq(challenge.personId, personId),
        eq(challenge.value, signedChallenge(response)),
      ),
    )
    .returning();
  return row && row.expiresAt > ctx.now() ? row.value : undefined;
}

/** The half-done sign-in of the browser that asks; undefined when there is none, or it has taken too long. */
export async function atTheDoor(tx: Tx, token: Secret<string> | undefined, now: Date): Promise<Row | undefined> {
  if (!token) return undefined;
  const [row] = await tx
    .select()
    .from(challenge)
    .where(eq(challenge.tokenHash, digestOf(token)));
  return row && row.expiresAt > now ? row : undefined;
}

/** Ends it with success. False when another request was faster. */
export async function closeTheDoor(tx: Tx, id: Id<"challenge">): Promise<boolean> {
  const gone = await tx.delete(challenge).where(eq(challenge.id, id)).returning({ id: challenge.id });
  return gone.length > 0;
}

/** What the browser says it had signed. Nothing hangs on it but which row is compared with what was really signed. */
function signedChallenge({ clientDataJSON }: Pick<UsedPasskey["response"], "clientDataJSON">): string {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"));
    return typeof data === "object" && data !== null && "challenge" in data ? String(data.challenge).slice(0, 200) : "";
  } catch {
    return "";
  }
}
