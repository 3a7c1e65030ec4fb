import { eq } from "drizzle-orm";
import { DomainError } from "./errors.ts";
import type { Id } from "./id.ts";
import { outbox } from "./kernel.sql.ts";
import type { Ctx } from "./operation.ts";

/** Notes beside an event why work on it failed last: its message carries ids only, and may end with the dead letters. */
export async function noteFailure({ db, now }: Ctx, eventId: string, error: unknown): Promise<void> {
  const { code, message } = explained(error);
  await db.transaction({ role: "platform" }, (tx) =>
    tx
      .update(outbox)
      .set({ failedAt: now(), failureCode: code, failureMessage: message })
      .where(eq(outbox.id, eventId as Id<"event">)),
  );
}

/** What is no refusal of ours may quote people's data: staff see its kind here, and the rest in the log. */
const explained = (error: unknown): { code: string; message: string } =>
  error instanceof DomainError
    ? { code: error.code, message: error.message }
    : {
        code: "internal",
        message: `Something went wrong on our side (${error instanceof Error ? error.name : typeof error}).`,
      };
