import type { Ctx } from "../operation.ts";
import { type LogStream, operationLog } from "./long-operation.sql.ts";
import type { LongOperation } from "./plan.ts";

const flushAfterMs = 250;
const lineLengthMax = 2000;
const linesMaxPerRun = 2000;

/** Writes a step's lines while it runs, in short transactions of their own, so that people can watch. */
export function progressLog(ctx: Ctx, { id, accountId }: LongOperation, step: string) {
  let lines: (typeof operationLog.$inferInsert)[] = [];
  let count = 0;
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let problem: unknown;

  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = lines;
    lines = [];
    if (batch.length === 0) return;
    writing = writing
      .then(() => ctx.db.transaction({ role: "platform" }, (tx) => tx.insert(operationLog).values(batch)))
      .then(
        () => undefined,
        (error: unknown) => {
          problem ??= error;
        },
      );
  };

  return {
    line(text: string, stream: LogStream = "info"): void {
      for (const one of text.split("\n")) {
        if (one.trim() === "" || count > linesMaxPerRun) continue;
        count += 1;
        const shown = count > linesMaxPerRun ? "… more lines were left out" : one.slice(0, lineLengthMax);
        lines.push({ operationId: id, accountId, step, stream, text: shown, at: ctx.now() });
      }
      timer ??= setTimeout(write, flushAfterMs);
    },
    /** Everything is stored when this resolves; throws the first failure to store. */
    async close(): Promise<void> {
      write();
      await writing;
      if (problem !== undefined) throw problem;
    },
  };
}
