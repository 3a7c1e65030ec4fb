import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { payments, renewalTimes } from "../runtime/ports.ts";
import { fallsDue } from "./falls-due.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions.due.needs, (config) => ({
  ...renewalTimes(config),
  ...payments(config),
}));

export const handler = job(deps, "due", fallsDue);
