import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { keys } from "../runtime/ports.ts";
import { firstSteps } from "./first-steps.ts";

const deps = await depsFrom(process.env, functions.setup.needs, keys);

export const handler = (order: unknown) =>
  firstSteps(deps.as({ type: "system", job: "setup" }, crypto.randomUUID()), order);
