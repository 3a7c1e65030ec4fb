import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command, type Scope } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import type { ServiceRow } from "../services/index.ts";
import { environmentMax, variableNameProblem, variableValueProblem } from "./environment.state.ts";
import { databaseVariables, mayChange, setByPlatform, versionOf } from "./environment.ts";
import { sealVariable } from "./secret-variables.ts";

const Change = z.object({
  name: z.string(),
  /** Left out, the value that there is becomes a secret. */
  value: z.string().optional(),
  secret: z.boolean().default(false),
});

/** Sets and removes variables, any number at once. All that is not named stays. It is a release. */
export const change = command({
  name: "service.change_environment",
  input: z.object({
    serviceId: Id("service"),
    /** Of the environment that whoever changes it has seen. */
    version: z.string(),
    /** The newest release, where its environment is to be changed though it is not live: it has failed. */
    release: z.int().min(1).optional(),
    set: z.array(Change).max(environmentMax.variables).default([]),
    remove: z.array(z.string()).max(environmentMax.variables).default([]),
  }),
  allow: mayChange,
  async run(scope, { serviceId, version, release, set, remove }) {
    const { tx } = scope;
    const service = await Releases.deployable(tx, serviceId);
    if (Hosting.appTemplate(service.template).plain) {
      throw new DomainError("conflict", "environment.unread", "There is no program in it that could read variables.");
    }
    const live = await Releases.demandLive(tx, serviceId);
    const base = release === undefined ? live : await Releases.numbered(tx, serviceId, release);
    const newest = await Releases.newestOf(tx, serviceId);
    const isStale = versionOf(base) !== version || (release !== undefined && newest?.number !== release);
    if (isStale) {
      const message = "Somebody has changed the environment meanwhile. Look at it as it is now, and change that.";
      throw new DomainError("conflict", "environment.changed", message);
    }
    const environment = new Map(Object.entries(base.environment));
    const secrets = new Map(Object.entries(base.secrets));
    await demandPossible(scope, service, { set, remove, known: [...environment.keys(), ...secrets.keys()] });

    for (const name of remove) {
      environment.delete(name);
      secrets.delete(name);
    }
    const changed = { set: [] as string[], secrets: [] as string[] };
    for (const [at, { name, value: given, secret }] of set.entries()) {
      const before = environment.get(name);
      const value = given ?? before;
      if (value === undefined || (given === undefined && !secret)) throw wrong(`set.${at}.value`, "Say which value.");
      if (!secret && before === value) continue;
      environment.delete(name);
      secrets.delete(name);
      if (!secret) environment.set(name, value);
      else {
        secrets.set(name, await sealVariable(scope, service, name, value));
        // What was readable until now is so in no release any more, whichever of them is gone back to.
        await Releases.conceal(tx, serviceId, name, (old) => sealVariable(scope, service, name, old));
      }
      changed[secret ? "secrets" : "set"].push(name);
    }
    if (environment.size + secrets.size > environmentMax.variables) {
      throw wrong("set", `There can be ${environmentMax.variables} variables at most.`);
    }
    const wanted = { environment: Object.fromEntries(environment), secrets: Object.fromEntries(secrets) };
    if (versionOf(wanted) === versionOf(live)) {
      throw new DomainError("conflict", "environment.unchanged", "It is so already.");
    }
    const begun = await Releases.begin(scope, service, {
      ...Releases.runsOf(live),
      cause: "settings",
      ...wanted,
    });
    if (begun.audit === "unchanged") return begun;
    const names = { set: changed.set, concealed: changed.secrets, removed: remove };
    const said = Object.fromEntries(Object.entries(names).filter(([, list]) => list.length > 0));
    return { ...begun, audit: { ...begun.audit, after: { number: begun.value.number, ...said } } };
  },
});

const wrong = (path: string, message: string) =>
  new DomainError("invalid", "environment.invalid", message, { fields: [{ path, message }] });

async function demandPossible(
  { tx }: Scope,
  service: ServiceRow,
  {
    set,
    remove,
    known,
  }: { set: readonly z.output<typeof Change>[]; remove: readonly string[]; known: readonly string[] },
): Promise<void> {
  const taken = new Map((await setByPlatform(tx, service)).map(({ name, of }) => [name, of]));
  const fields: { path: string; message: string }[] = [];
  const seen = new Set<string>();
  for (const [at, { name, value = "" }] of set.entries()) {
    const by = taken.get(name) ?? reservedBy(name);
    const problem =
      variableNameProblem(name) ??
      (seen.has(name) ? "There are two of this name." : undefined) ??
      (by == null ? undefined : `${by} sets it: give yours another name.`);
    if (problem !== undefined) fields.push({ path: `set.${at}.name`, message: problem });
    const unusable = variableValueProblem(value);
    if (unusable !== undefined) fields.push({ path: `set.${at}.value`, message: unusable });
    seen.add(name);
  }
  for (const [at, name] of remove.entries()) {
    if (known.includes(name) && !seen.has(name)) continue;
    fields.push({ path: `remove.${at}`, message: seen.has(name) ? "It is set, too." : "There is no such variable." });
  }
  const [first] = fields;
  if (first) throw new DomainError("invalid", "environment.invalid", first.message, { fields });
}

/** A database may be added to any app later: its names are kept for it. */
const reservedBy = (name: string): string | undefined =>
  Hosting.addOnTemplates.find((addOn) => Object.hasOwn(databaseVariables(addOn.name), name))?.title;
