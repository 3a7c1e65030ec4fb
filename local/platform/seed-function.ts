import { depsFrom } from "#functions/runtime/deps.ts";
import { type Seed, seed } from "./seed.ts";

const deps = depsFrom(process.env);

/** Seeding as a function, so that the modules it needs leave the memory with its sandbox. */
export const handler = (people: Pick<Seed, "staff" | "customer">) =>
  seed({ ctx: deps.as({ type: "system", job: "seed" }, "seed"), ...people });
