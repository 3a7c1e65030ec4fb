import { domainToASCII } from "node:url";
import { DomainError } from "../kernel/errors.ts";
import { money } from "../kernel/money.ts";
import { Secret } from "../kernel/secret.ts";
import type {
  AskedVerification,
  Holder,
  RegisteredName,
  Registrar,
  RegistrarMessage,
  RegistrarOrder,
  TransferOut,
} from "./ports.ts";

/** A registrar in memory, for tests of what the platform decides. What it has taken on ends when a test says so. */
export interface FakeRegistrar extends Registrar {
  taken: Set<string>;
  premium: Map<string, number>;
  contacts: Map<number, Holder>;
  domains: Map<string, RegisteredName>;
  /** Whose each of them is, and who answers for the rest. */
  roles: Map<string, { owner: number; others: number }>;
  /** Names that were deleted, and until when they can be had back. */
  deleted: Map<string, Date | null>;
  jobs: {
    id: number;
    ctid: string;
    wanted: RegistrarOrder;
    state: "under_way" | "succeeded" | "failed";
    createdAt: Date;
  }[];
  messages: RegistrarMessage[];
  /** What is asked of holders, by handle. Empty: nothing of anybody. */
  verifications: Map<number, AskedVerification>;
  /** To whom the mail was sent again. */
  resent: number[];
  /** Names that another registrar asks for. */
  leaving: Map<string, TransferOut>;
  /** Throws this with the next call, once. */
  failing: { call: keyof Registrar; error: Error; executed?: boolean }[];
  /** Everything that is under way ends, well unless its name is among those that fail, and is told. */
  finish(failing?: readonly string[]): void;
}

const ourNameServers = ["a.ns.example.net", "b.ns.example.net"];

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
    ...{ taken: new Set(), premium: new Map(), contacts: new Map(), domains: new Map(), deleted: new Map() },
    ...{ roles: new Map(), leaving: new Map(), verifications: new Map(), resent: [] },
    ourNameServers: async () => ourNameServers,
    ...{ jobs: [], messages: [], failing: [] },
    findNames: async ({ names, words, endings }) => {
      const suggested = words.flatMap((word) => endings.map((ending) => domainToASCII(`my-${word}.${ending}`)));
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
    verificationOf: async (handle) => fake.verifications.get(handle),
    resendVerification: async (handle) => {
      if (fake.verifications.get(handle)?.verification !== "pending") throw refused("nothing is asked");
      fake.resent.push(handle);
    },
    begin: async (wanted, ctid) => {
      const held = fake.domains.get(wanted.name);
      const comes = wanted.kind === "register" || wanted.kind === "transfer";
      if (comes === (held !== undefined)) throw refused(comes ? "registered already" : "not registered");
      if (wanted.kind === "restore" ? !fake.deleted.has(wanted.name) : fake.deleted.has(wanted.name))
        throw refused("deleted, or not");
      if ("holder" in wanted && !fake.contacts.has(wanted.holder)) throw refused("no such contact");
      if (wanted.kind === "renew" && held?.expiresAt?.getTime() !== wanted.paidUntil.getTime())
        throw refused("paid until another day");
      if (fake.jobs.some(({ wanted: { name }, state }) => name === wanted.name && state === "under_way"))
        throw refused("one thing at a time");
      const job = { id: next(), ctid, wanted, state: "under_way" as const, createdAt: now() };
      fake.jobs.push(job);
      return job;
    },
    newestJob: async (name, kind) => fake.jobs.findLast(({ wanted }) => wanted.name === name && wanted.kind === kind),
    job: async (id) => fake.jobs.find((job) => job.id === id),
    domain: async (name) => (fake.deleted.has(name) ? undefined : fake.domains.get(name)),
    deletedDomain: async (name) =>
      fake.deleted.has(name) ? { restorableUntil: fake.deleted.get(name) ?? null } : undefined,
    authCode: async (name) => ({ code: new Secret(`code-of-${name}`), expiresAt: null }),
    transferOut: async (name) => fake.leaving.get(name),
    answerTransferOut: async (name, answer) => {
      const asked = fake.leaving.get(name);
      if (!asked || asked.answer !== null) throw refused("nobody asks");
      fake.leaving.set(name, { ...asked, answer });
    },
    oldestMessage: async () => fake.messages[0],
    confirmMessage: async (id) => {
      if (fake.messages[0]?.id !== id) throw refused("not the oldest");
      fake.messages.shift();
    },
    finish(failing = []) {
      for (const job of fake.jobs.filter(({ state }) => state === "under_way")) {
        const { name, kind } = job.wanted;
        const ends = failing.includes(name) ? "failed" : "succeeded";
        job.state = ends;
        if (ends === "succeeded") take(fake, job.wanted, now());
        fake.messages.push({
          ...{ id: next(), ctid: job.ctid, stid: "s", subject: name, what: kind, words: ends },
          job: { id: job.id, state: ends },
        });
      }
    },
  };
  return disturbed(fake);
}

/** What was asked for is so. */
function take(fake: FakeRegistrar, wanted: RegistrarOrder, now: Date): void {
  const { name } = wanted;
  const held = fake.domains.get(name);
  const yearAfter = (from: Date, years: number) => {
    const until = new Date(from);
    until.setUTCFullYear(until.getUTCFullYear() + years);
    return until;
  };
  const known = held ?? {
    ...{ nameServers: [...ourNameServers], registryState: "ACTIVE", privacy: name.endsWith(".de") ? null : false },
    dnssec: false,
    ...{ registeredAt: now, expiresAt: yearAfter(now, 1) },
  };
  if (wanted.kind === "restore") fake.deleted.delete(name);
  const roles = fake.roles.get(name);
  if (wanted.kind === "register" || wanted.kind === "transfer")
    fake.roles.set(name, { owner: wanted.holder, others: wanted.holder });
  if (wanted.kind === "owner" && roles) fake.roles.set(name, { ...roles, owner: wanted.holder });
  if (wanted.kind === "contacts" && roles && wanted.former.includes(roles.others))
    fake.roles.set(name, { ...roles, others: wanted.holder });
  fake.domains.set(name, {
    ...known,
    ...((wanted.kind === "name_servers" || wanted.kind === "transfer") &&
      wanted.nameServers && { nameServers: [...wanted.nameServers] }),
    ...(wanted.kind === "renew" && { expiresAt: yearAfter(wanted.paidUntil, wanted.years) }),
    ...(wanted.kind === "lock" && { registryState: wanted.on ? "LOCK" : "ACTIVE" }),
    ...(wanted.kind === "privacy" && { privacy: wanted.on }),
    ...(wanted.kind === "dnssec" && { dnssec: wanted.on }),
  });
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
