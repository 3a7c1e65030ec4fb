import { z } from "zod";
import { DomainError } from "../../kernel/errors.ts";
import type { FakeBuild } from "./builds.ts";
import type { FakeStack } from "./stacks.ts";

export const User = z.string().regex(/^c-[a-z0-9]{4,28}$/);
export const Label = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
export const Port = z.int().min(10_000).max(29_999);

export const accountInputs = {
  "account-ensure": z.strictObject({
    user: User,
    slot: z.int().min(1).max(30_000),
    limits: z.strictObject({
      memoryMb: z.int().min(64),
      cpuPercent: z.int().min(5),
      processes: z.int().min(32),
      diskMb: z.int().min(64),
    }),
    ports: z.array(Port).max(500),
  }),
  "account-remove": z.strictObject({ user: User }),
};
type Input<P extends keyof typeof accountInputs> = z.output<(typeof accountInputs)[P]>;

export interface FakeAccount {
  slot: number;
  limits: Input<"account-ensure">["limits"];
  ports: number[];
  stacks: Map<string, FakeStack>;
  /** What belongs to the customer, by home. */
  homes: Map<string, Record<string, string>>;
  builds: Map<string, FakeBuild>;
  /** With a name: what outlives containers and releases. */
  volumes: Set<string>;
  /** Its own: what builds made, and what was pulled. */
  images: Set<string>;
  /** Pulls that are under way. */
  pulling: Set<string>;
}

export const refused = (code: string, message: string) => new DomainError("conflict", code, message);

export const accountOf =
  (accounts: ReadonlyMap<string, FakeAccount>) =>
  (user: string): FakeAccount => {
    const found = accounts.get(user);
    if (!found) throw refused("account.unknown", `${user} is not an account of this platform.`);
    return found;
  };

export function accountWork(accounts: Map<string, FakeAccount>) {
  const usedSlots = new Set<number>();
  return {
    "account-ensure"({ user, slot, limits, ports }: Input<"account-ensure">) {
      for (const [name, other] of accounts) {
        if (name === user) continue;
        if (other.slot === slot) throw refused("account.slot_taken", "The slot belongs to another account.");
        if (ports.some((port) => other.ports.includes(port))) throw refused("account.port_taken", "A port is taken.");
      }
      const mine = accounts.get(user);
      if (mine && mine.slot !== slot) throw refused("account.slot_differs", "It was made with another slot.");
      if (!mine && usedSlots.has(slot)) throw refused("account.slot_used", "The slot was used before.");
      const { stacks = new Map(), homes = new Map(), volumes = new Set<string>() } = mine ?? {};
      const { builds = new Map(), images = new Set<string>(), pulling = new Set<string>() } = mine ?? {};
      accounts.set(user, { stacks, homes, volumes, builds, images, pulling, slot, limits, ports });
      return { user };
    },

    "account-remove"({ user }: Input<"account-remove">) {
      const mine = accounts.get(user);
      if (mine) usedSlots.add(mine.slot);
      accounts.delete(user);
      return { user, removed: true };
    },
  };
}
