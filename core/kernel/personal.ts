import { createHash, randomBytes } from "node:crypto";
import { type Id, prefixes } from "./id.ts";

/** What says who somebody is, by the names under which commands record it. */
const personalFields: ReadonlySet<string> = new Set(["email", "name", "accountName", "siteName", "host"]);

/** What stands in the audit log in place of a value that says who somebody is. */
export interface Withheld {
  personal: string;
}

/** The value itself, beside the log, where it can be erased: the log then has a digest that nobody can try values against. */
export interface Personal {
  digest: string;
  salt: string;
  value: string;
  accountId: Id<"account"> | null;
  personId: Id<"person"> | null;
}

type Subject = Pick<Personal, "accountId" | "personId">;

/** Whom a change is about; nobody where it is about the platform itself, whose nodes and plans have names too. */
export function subjectOf(target: string, accountId: Id<"account"> | undefined): Subject | undefined {
  const isPerson = target.startsWith(`${prefixes.person}_`);
  if (accountId === undefined && !isPerson) return undefined;
  // The prefix says what kind of id it is.
  return { accountId: accountId ?? null, personId: isPerson ? (target as Id<"person">) : null };
}

/** What is stored of `before` or `after`; what was taken out of it is added to `taken`. */
export function withhold(recorded: unknown, subject: Subject | undefined, taken: Personal[]): unknown {
  if (subject === undefined || !isRecord(recorded)) return recorded ?? null;
  return Object.fromEntries(
    Object.entries(recorded).map(([field, value]) => {
      if (!personalFields.has(field) || typeof value !== "string") return [field, value];
      const salt = randomBytes(16).toString("base64url");
      const digest = digestOf(salt, value);
      taken.push({ digest, salt, value, ...subject });
      return [field, { personal: digest } satisfies Withheld];
    }),
  );
}

/** Whether the value beside the log is the one that was recorded. */
export const isGenuine = ({ digest, salt, value }: Personal): boolean => digestOf(salt, value) === digest;

export const isWithheld = (value: unknown): value is Withheld =>
  isRecord(value) && typeof value.personal === "string" && Object.keys(value).length === 1;

const digestOf = (salt: string, value: string): string => createHash("sha256").update(`${salt}:${value}`).digest("hex");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
