import { check } from "#core/audit/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { log } from "../runtime/log.ts";
import { measure } from "../runtime/metrics.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions["verify-audit"].needs);
const runSeconds = 40;

/** Reads the audit log piece by piece, and tells when somebody changed it. */
export const handler = job(deps, "verify-audit", async (_ctx, { db, now }) => {
  const until = new Date(now().getTime() + runSeconds * 1000);
  const { rows, breaks, places } = await check({ db, now, until });
  if (breaks > 0) {
    log("error", "the audit log does not fit together", { breaks, places });
    measure("AuditBreaks", breaks);
  }
  return { rows, breaks };
});
