import { monotonicFactory } from "ulid";
import { z } from "zod";

/** Append-only: an id that is in somebody's database keeps its prefix for ever. */
export const prefixes = {
  account: "acc",
  acting: "act",
  addOn: "add",
  apiKey: "key",
  audit: "aud",
  auditCheck: "auc",
  build: "bld",
  certificate: "crt",
  challenge: "chl",
  connection: "con",
  cronJob: "job",
  customerNote: "cnt",
  dataKey: "dky",
  device: "dev",
  domain: "dom",
  domainContact: "dct",
  emailChange: "emc",
  emailVerification: "emv",
  event: "evt",
  factor: "fac",
  factorRecovery: "fre",
  invitation: "inv",
  membership: "mem",
  node: "nod",
  operation: "opr",
  order: "ord",
  ownershipTransfer: "otr",
  passwordReset: "pwr",
  person: "per",
  plan: "pln",
  planVersion: "plv",
  product: "prd",
  recoveryCode: "rec",
  registration: "reg",
  registrarJob: "rjb",
  registryLogin: "rlo",
  release: "rel",
  run: "run",
  savedCard: "sca",
  secretVariable: "sev",
  service: "svc",
  session: "ses",
  source: "src",
  ssoConnection: "sso",
  ssoDomain: "ssd",
  ssoSignIn: "ssi",
  staffInvitation: "sti",
  zone: "zon",
  zoneChange: "zch",
  zoneRecord: "zrc",
} as const;
export type Kind = keyof typeof prefixes;
export type Id<K extends Kind> = `${(typeof prefixes)[K]}_${string}`;

const ulid = monotonicFactory();

export const newId = <K extends Kind>(kind: K): Id<K> => `${prefixes[kind]}_${ulid()}` as Id<K>;

const body = "[0-7][0-9A-HJKMNP-TV-Z]{25}";

/** Schema of an id of one kind. */
export const Id = <K extends Kind>(kind: K) =>
  z.string().regex(new RegExp(`^${prefixes[kind]}_${body}$`), { error: "This is not an id." }) as unknown as z.ZodType<
    Id<K>,
    Id<K>
  >;

const anyId = new RegExp(`^[a-z]{3}_${body}$`);

/** For the one place where an id stands in SQL text instead of a parameter. */
export function assertId(value: string): void {
  if (!anyId.test(value)) throw new Error("not an id");
}
