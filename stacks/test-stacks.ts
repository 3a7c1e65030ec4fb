import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functions } from "#functions/manifest.ts";
import { exampleStage } from "./example-stage.ts";
import type { StageSource } from "./stage.ts";
import { synthesise } from "./synthesis.ts";

export interface Resource {
  stack: string;
  id: string;
  type: string;
  properties: Record<string, unknown>;
  dependsOn: readonly string[];
  deletionPolicy: string | undefined;
  /** What was accepted at this resource. */
  accepted: readonly { id: string; reason: string }[];
}

interface Template {
  Resources: Record<
    string,
    {
      Type: string;
      Properties?: Record<string, unknown>;
      DependsOn?: string[];
      DeletionPolicy?: string;
      Metadata?: { cdk_nag?: { rules_to_suppress: { id: string; reason: string }[] } };
    }
  >;
  Metadata?: object;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: string } }>;
}

export interface Statement {
  Effect: string;
  Action: string | string[];
  Resource?: unknown;
  Principal?: unknown;
  Condition?: Record<string, Record<string, unknown>>;
}

const folder = mkdtempSync(join(tmpdir(), "rookery-stacks-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Bundles of one line each: what the functions do is none of these tests' business. */
export function stubBundles(): { ROOKERY_BUNDLES: string } {
  const bundles = join(folder, "functions");
  for (const name of Object.keys(functions)) {
    mkdirSync(join(bundles, name), { recursive: true });
    writeFileSync(join(bundles, name, "index.mjs"), "export const handler = async () => {};\n");
  }
  return { ROOKERY_BUNDLES: bundles };
}

/** A folder with these files. */
export function withFiles(files: Readonly<Record<string, string>>): string {
  const made = mkdtempSync(join(folder, "files-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(made, name), text);
  return made;
}

/** The templates of a stage, as they would be deployed, and what the rule packs say of them. */
export function synthesised(settings: StageSource["environment"] & { name?: string } = {}) {
  const stage = exampleStage({ ...stubBundles(), ...settings });
  const { artifacts, audit } = synthesise(stage, mkdtempSync(join(folder, "out-")));
  const short = (name: string) => name.slice(stage.prefix.length + 1);
  // `as`: CloudFormation's own format.
  const templates = Object.fromEntries(artifacts.map((found) => [short(found.stackName), found.template as Template]));
  const dependencies = Object.fromEntries(
    artifacts.map((found) => [
      short(found.stackName),
      found.dependencies.filter(({ id }) => id.startsWith(stage.prefix)).map(({ id }) => short(id)),
    ]),
  );
  const resources = Object.entries(templates).flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(
      ([id, { Type, Properties = {}, DependsOn = [], DeletionPolicy, Metadata }]): Resource => ({
        stack,
        id,
        type: Type,
        properties: Properties,
        dependsOn: DependsOn,
        deletionPolicy: DeletionPolicy,
        accepted: Metadata?.cdk_nag?.rules_to_suppress ?? [],
      }),
    ),
  );
  const exported = new Map(
    Object.entries(templates).flatMap(([stack, { Outputs = {} }]) =>
      Object.values(Outputs).flatMap(({ Value, Export }) => (Export ? [[Export.Name, { stack, Value }] as const] : [])),
    ),
  );

  /** The resource that a reference leads to, in its own stack or by an export in another. */
  function target(stack: string, reference: unknown): Resource | undefined {
    if (typeof reference !== "object" || reference === null) return undefined;
    const [kind, to] = Object.entries(reference)[0] ?? [];
    if (kind === "Fn::ImportValue") {
      const found = exported.get(to as string);
      return found && target(found.stack, found.Value);
    }
    const id = kind === "Fn::GetAtt" ? (to as string[])[0] : to;
    return resources.find((resource) => resource.stack === stack && resource.id === id);
  }

  const all = (type: string) => resources.filter((resource) => resource.type === type);

  /** The function's resource, and every statement of every policy that its role has. */
  function functionNamed(name: string) {
    const found = only(all("AWS::Lambda::Function").filter(isNamed(`${stage.prefix}-${name}`)));
    const role = target(found.stack, found.properties.Role);
    if (role === undefined) throw new Error(`${name} has no role`);
    const attached = ((role.properties.ManagedPolicyArns ?? []) as unknown[]).map((arn) => target(role.stack, arn));
    const attaching = all("AWS::IAM::ManagedPolicy").filter(({ stack, properties }) =>
      ((properties.Roles ?? []) as unknown[]).some((reference) => target(stack, reference) === role),
    );
    const policies = [...attached, ...attaching];
    return { ...found, role, policies, own: attaching.flatMap(statementsOf) };
  }
  const isNamed = (name: string) => (resource: Resource) => resource.properties.FunctionName === name;

  return { stage, audit, templates, dependencies, resources, all, target, functionNamed };
}
export type Synthesised = ReturnType<typeof synthesised>;

export const statementsOf = ({ properties }: Pick<Resource, "properties">): Statement[] =>
  (properties.PolicyDocument as { Statement: Statement[] } | undefined)?.Statement ?? [];

/** Many values of a template may be one or a list of them. */
export const listed = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value as T];

export function only<T>(found: readonly T[]): T {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${found.length} instead of one`);
  return first;
}

let whole: Synthesised | undefined;
let edgePart: Synthesised | undefined;
/** Production with everything on, synthesised once for all tests of a process. */
export function production(): Synthesised {
  whole ??= synthesised();
  return whole;
}

/** What production wants in us-east-1. */
export function edge(): Synthesised {
  edgePart ??= synthesised({ ROOKERY_PART: "edge" });
  return edgePart;
}
