import { query, revalidate } from "@solidjs/router";
import { call, type Output } from "./api.ts";

export type Closing = Output<"GET /account/closing">;
type Part = Output<"POST /account/export">;

export const getClosing = query(() => call("GET /account/closing", {}), "account.closing");

export async function closeAccount(idempotencyKey: string): Promise<Closing> {
  const closing = await call("POST /account/close", {}, { idempotencyKey });
  await revalidate(getClosing.key);
  return closing;
}

export async function reopenAccount(idempotencyKey: string): Promise<Closing> {
  const closing = await call("POST /account/reopen", {}, { idempotencyKey });
  await revalidate(getClosing.key);
  return closing;
}

/** Ends every session of whoever asks, this one included. */
export async function eraseOneself(idempotencyKey: string): Promise<true> {
  await call("POST /person/erasure", {}, { idempotencyKey });
  return true;
}

/** Everything that the account holds, as one JSON file: its parts one after the other. */
export async function exportAccount(): Promise<string> {
  const whole: Partial<Record<Part["section"], Part["items"]>> = {};
  let cursor: string | null = null;
  do {
    const part: Part = await call("POST /account/export", cursor === null ? {} : { cursor });
    whole[part.section] = [...(whole[part.section] ?? []), ...part.items];
    cursor = part.nextCursor;
  } while (cursor !== null);
  return `${JSON.stringify(whole, null, 2)}\n`;
}
