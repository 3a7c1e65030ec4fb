import { DomainError } from "../kernel/errors.ts";
import { money } from "../kernel/money.ts";
import type { Holder, NewRegistration, RegisteredName, Registrar, RegistrarMessage } from "./ports.ts";

/** A registrar in memory, for tests of what the platform decides. What it has taken on ends when a test says so. */
export interface FakeRegistrar extends Registrar {
  taken: Set<string>;
  premium: Map<string, number>;
  contacts: Map<number, Holder>;
  domains: Map<string, RegisteredName>;
  jobs: {
    id: number;
    ctid: string;
    wanted: NewRegistration;
    state: "under_way" | "succeeded" | "failed";
    createdAt: Date;
  }[];
  messages: RegistrarMessage[];
  /** Throws this with the next call, once. */
  failing: { call: keyof Registrar; error: Error; executed?: boolean }[];
  /** Everything that is under way ends, well unless its name is among those that fail, and is told. */
  finish(failing?: readonly string[]): void;
}

const costs = [
  { ending: "de", register: 390, renew: 390, transfer: 390, restore: 1990 },
  { ending: "com", register: 1090, renew: 1190, transfer: 1090, restore: 8990 },
  { ending: "co.uk", register: 690, renew: 690, transfer: 0, restore: null },
];

const refused = (why: string) =>
  new DomainError("conflict", "registry.refused", "The domain registry refused this.", { cause: new Error(why) });

export function fakeRegistrar(now: () => Date): FakeRegistrar {
  let last = 0;
  const next = () => {
    last += 1;
    return last;
  };
  const fake: FakeRegistrar = {
    ...{ taken: new Set(), premium: new Map(), contacts: new Map(), domains: new Map() },
    ...{ jobs: [], messages: [], failing: [] },
    findNames: async ({ names, words, endings }) => {
      const suggested = words.flatMap((word) => endings.map((ending) => `my-${word}.${ending}`));
      const found = [...names.map((name) => [name, false] as const), ...suggested.map((name) => [name, true] as const)];
      return found.map(([name, isSuggested]) => {
        const premium = fake.premium.get(name);
        const held = fake.taken.has(name) || fake.domains.has(name);
        const cost = premium ?? costs.find(({ ending }) => name.endsWith(`.${ending}`))?.register;
        return {
          ...{ name, suggested: isSuggested, cost: cost === undefined ? undefined : money(cost) },
          availability: held ? "taken" : premium === undefined ? "free" : "premium",
        };
      });
    },
    costs: async () => costs,
    putContact: async (holder, handle) => {
      const id = handle ?? next();
      fake.contacts.set(id, holder);
      return { handle: id, verification: "verified" };
    },
    register: async (wanted, ctid) => {
      if (fake.domains.has(wanted.name)) throw refused("registered already");
      if (!fake.contacts.has(wanted.holder)) throw refused("no such contact");
      const job = { id: next(), ctid, wanted, state: "under_way" as const, createdAt: now() };
      fake.jobs.push(job);
      return job;
    },
    newestJob: async (name) => fake.jobs.findLast(({ wanted }) => wanted.name === name),
    domain: async (name) => fake.domains.get(name),
    oldestMessage: async () => fake.messages[0],
    confirmMessage: async (id) => {
      if (fake.messages[0]?.id !== id) throw refused("not the oldest");
      fake.messages.shift();
    },
    finish(failing = []) {
      for (const job of fake.jobs.filter(({ state }) => state === "under_way")) {
        const { name, years } = job.wanted;
        const nameServers = ["a.ns.example.net", "b.ns.example.net"];
        const ends = failing.includes(name) ? "failed" : "succeeded";
        job.state = ends;
        const expiresAt = new Date(now());
        expiresAt.setUTCFullYear(expiresAt.getUTCFullYear() + years);
        if (ends === "succeeded")
          fake.domains.set(name, {
            nameServers,
            registryState: "ACTIVE",
            registeredAt: now(),
            expiresAt,
          });
        fake.messages.push({
          ...{ id: next(), ctid: job.ctid, stid: "s", subject: name, what: "CREATE", words: ends },
          job: { id: job.id, state: ends },
        });
      }
    },
  };
  return disturbed(fake);
}

/** Fails as tests ask: before the call has had its effect, or after. */
function disturbed(fake: FakeRegistrar): FakeRegistrar {
  return new Proxy(fake, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      const at = target.failing.findIndex(({ call }) => call === name);
      const [failure] = at < 0 ? [] : target.failing.splice(at, 1);
      if (!failure || typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        if (failure.executed) await (member as (...all: unknown[]) => Promise<unknown>)(...args);
        throw failure.error;
      };
    },
  });
}
