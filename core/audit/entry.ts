import { z } from "zod";
import { Id } from "../kernel/id.ts";
import type { auditLog } from "../kernel/kernel.sql.ts";
import { actorKinds } from "./audit.state.ts";
import { changesOf, inWords, type Recorded } from "./fields.ts";
import { aMember, kindOf, type Names, targetKinds } from "./names.ts";
import type { Sentence } from "./sentences/sentence.ts";

export type AuditRow = typeof auditLog.$inferSelect;

/** What a sentence is made of. All of it is text: what people typed is a `value` or a name, and never markup. */
export const SentencePart = z.object({ kind: z.enum(["words", "actor", "target", "value"]), text: z.string() });
export type SentencePart = z.infer<typeof SentencePart>;

export const AuditEntry = z
  .object({
    id: Id("audit"),
    at: z.date(),
    action: z.string(),
    actor: z.object({
      kind: z.enum(actorKinds),
      /** Null for what is no person, and for staff where customers read. */
      personId: Id("person").nullable(),
      name: z.string(),
      /** The role of a person, the job of the platform. */
      detail: z.string().nullable(),
    }),
    sentence: z.array(SentencePart),
    reason: z.string().nullable(),
    changes: z.array(z.object({ name: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
    target: z.object({ id: z.string(), kind: z.enum(targetKinds).nullable(), name: z.string().nullable() }),
    /** For staff, who see every account. */
    account: z.object({ id: Id("account"), name: z.string().nullable() }).nullable(),
    requestId: z.string(),
  })
  .meta({ id: "AuditEntry" });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** How customers read whoever works here. */
const support = "Support (Rookery)";

const recorded = (value: unknown): Recorded =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Recorded) : {};

const isPersonId = (value: unknown): value is string => typeof value === "string" && kindOf(value) === "person";

/** With names in place of people's ids. */
const called = (said: Recorded, names: Names): Recorded =>
  Object.fromEntries(
    Object.entries(said).map(([field, value]) => [
      field,
      isPersonId(value) ? (names.get(value) ?? "a former member") : value,
    ]),
  );

/** Whose names an entry needs. */
export const idsIn = ({ actor, target, accountId, after }: AuditRow, forStaff: boolean): string[] => [
  target,
  ...Object.values(recorded(after)).filter(isPersonId),
  ...("personId" in actor ? [actor.personId] : []),
  ...(actor.type === "key" ? [actor.keyId] : []),
  ...(forStaff && accountId !== null ? [accountId] : []),
];

interface Told {
  names: Names;
  forStaff: boolean;
  /** By action. Some that the log has are of no code any more. */
  sentences: Readonly<Record<string, Sentence>>;
}

export function entryOf(row: AuditRow, { names, forStaff, sentences }: Told): AuditEntry {
  const { id, at, action, target, accountId, requestId } = row;
  const said = { before: recorded(row.before), after: called(recorded(row.after), names) };
  const known = sentences[action];
  const actor = actorOf(row, names, forStaff);
  const says = known === undefined ? `{actor} did “${action}” to {target}` : known.says;
  const reason = said.after.reason ?? recorded(row.actor).reason;
  return {
    id,
    at,
    action,
    actor,
    sentence: partsOf(typeof says === "string" ? says : says(said), {
      actor: actor.name,
      target: names.get(target) ?? unnamed(target),
      ...said,
    }),
    reason: typeof reason === "string" ? inWords(reason) : null,
    changes: changesOf(said, known?.shows ?? [], forStaff),
    target: { id: target, kind: kindOf(target) ?? null, name: names.get(target) ?? null },
    account: forStaff && accountId !== null ? { id: accountId, name: names.get(accountId) ?? null } : null,
    requestId,
  };
}

const articles = { order: "an", operation: "an", account: "an", apiKey: "an" } as Readonly<Record<string, string>>;
const nouns = { service: "website", apiKey: "API key" } as Readonly<Record<string, string>>;

/** What is gone, or not for whoever reads, is called by what it was. */
function unnamed(target: string): string {
  const kind = kindOf(target);
  return kind === undefined ? target : `${articles[kind] ?? "a"} ${nouns[kind] ?? kind}`;
}

const webhookSenders = { stripe: "Stripe", autodns: "AutoDNS", git: "A push to its repository" } as const;

function actorOf({ actor, byStaff, target }: AuditRow, names: Names, forStaff: boolean): AuditEntry["actor"] {
  const personId = "personId" in actor ? actor.personId : null;
  if (byStaff && !forStaff) return { kind: "staff", personId: null, name: support, detail: null };
  switch (actor.type) {
    case "member":
      return {
        kind: byStaff ? "staff" : "member",
        personId,
        name: names.get(actor.personId) ?? aMember[actor.role],
        detail: actor.role,
      };
    case "person":
      return { kind: "member", personId, name: names.get(actor.personId) ?? "A person", detail: null };
    case "key":
      return { kind: "key", personId, name: beginning(names.get(actor.keyId) ?? "an API key"), detail: null };
    case "staff":
    case "acting":
      return { kind: "staff", personId, name: names.get(actor.personId) ?? "Former staff", detail: actor.role };
    case "system":
      return { kind: "system", personId, name: "Rookery", detail: forStaff ? actor.job : null };
    case "webhook":
      return { kind: "webhook", personId, name: webhookSenders[actor.source], detail: null };
    case "anonymous": {
      // Who is at the door is not known before: the row says whom they turned out to be.
      const who = kindOf(target) === "person" ? (target as NonNullable<typeof personId>) : null;
      const name = who === null ? "Somebody" : (names.get(who) ?? "A person");
      return { kind: "door", personId: who, name, detail: null };
    }
  }
}

/** As a sentence begins. */
const beginning = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Known = { actor: string; target: string; before: Recorded; after: Recorded };

function partsOf(says: string, { actor, target, before, after }: Known): SentencePart[] {
  return says.split(/(\{[\w.]+\})/).flatMap((piece, at): SentencePart[] => {
    const [, slot] = /^\{([\w.]+)\}$/.exec(piece) ?? [];
    if (slot === undefined) return piece === "" ? [] : [{ kind: "words", text: piece }];
    if (slot === "actor") return [{ kind: "actor", text: inWords(actor) ?? "" }];
    // At 0 is what stands before the first slot.
    const begins = at === 1 && says.startsWith("{");
    if (slot === "target") return [{ kind: "target", text: inWords(begins ? beginning(target) : target) ?? "" }];
    const [side, field = ""] = slot.split(".");
    return [{ kind: "value", text: inWords((side === "before" ? before : after)[field]) ?? "…" }];
  });
}

export const sentenceText = ({ sentence }: AuditEntry): string => sentence.map(({ text }) => text).join("");
