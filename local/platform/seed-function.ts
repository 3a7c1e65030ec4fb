import { depsFrom } from "#functions/runtime/deps.ts";
import { keys } from "#functions/runtime/ports.ts";
import { type Seed, seed } from "./seed.ts";

const needs = { secrets: ["database"], sends: ["mail"], seals: true } as const;
const deps = await depsFrom(process.env, needs, keys);

/** Seeding as a function, so that the modules it needs leave the memory with its sandbox. */
export const handler = (people: Pick<Seed, "staff" | "customer">) =>
  seed({ ctx: deps.as({ type: "system", job: "seed" }, "seed"), ...people });
