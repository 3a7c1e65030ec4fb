import { depsFrom } from "#functions/runtime/deps.ts";
import { keys } from "#functions/runtime/ports.ts";
import { ownFunctions } from "./own-functions.ts";
import { type Seed, seed } from "./seed.ts";

const deps = await depsFrom(process.env, ownFunctions.seed.needs, keys);

/** Seeding as a function, so that the modules it needs leave the memory with its sandbox. */
export async function handler(people: Pick<Seed, "staff" | "customer">) {
  const { staffLink, ...seeded } = await seed({ ctx: deps.as({ type: "system", job: "seed" }, "seed"), ...people });
  return { ...seeded, staffLink: staffLink?.reveal() ?? null };
}
