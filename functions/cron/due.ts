import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { keys, payments, renewalTimes } from "../runtime/ports.ts";
import { fallsDue } from "./falls-due.ts";
import { job } from "./job.ts";

const deps = await depsFrom(process.env, functions.due.needs, (config, runtime) => ({
  ...keys(config, runtime),
  ...renewalTimes(config),
  ...payments(config),
}));

export const handler = job(deps, "due", fallsDue);
