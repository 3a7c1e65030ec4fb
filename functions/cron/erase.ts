import type { Ctx } from "#core/kernel/operation.ts";
import * as Privacy from "#core/privacy/index.ts";
import { described, log } from "../runtime/log.ts";

/** Erases the accounts and people whose time has come; people after accounts, as the last account may take them along. */
export async function erase(ctx: Ctx): Promise<{ accountsErased: number; peopleErased: number }> {
  const { accounts } = await Privacy.due(ctx, {});
  const accountsErased = await each(ctx, accounts, (accountId) => Privacy.eraseAccount(ctx, { accountId }));
  const { people } = await Privacy.due(ctx, {});
  const peopleErased = await each(ctx, people, (personId) => Privacy.erasePerson(ctx, { personId }));
  return { accountsErased, peopleErased };
}

/** One that cannot be erased, such as an account in which something runs again, must not keep the others waiting. */
async function each<T>({ requestId }: Ctx, items: readonly T[], run: (item: T) => Promise<unknown>): Promise<number> {
  let done = 0;
  for (const item of items) {
    try {
      await run(item);
      done += 1;
    } catch (error) {
      log("error", "somebody is not erased yet", { item, requestId, ...described(error) });
    }
  }
  return done;
}
