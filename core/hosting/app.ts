import { z } from "zod";
import { type AddOnTemplate, type AppTemplate, databasePassword } from "./template.ts";
import { templates } from "./templates/index.ts";
import { type Maintenance, maintainedVersion, versionOf } from "./version.ts";

export type Parameters = Readonly<Record<string, unknown>>;

const all: ReadonlyMap<string, AppTemplate | AddOnTemplate> = new Map(Object.entries(templates));

/** The kinds of app there are. */
export const appTemplates: readonly AppTemplate[] = [...all.values()].filter((template) => template.kind === "app");

const choosable = new Map(appTemplates.map((template) => [template.name, template]));

/** What a service runs, as it was stored: by a template that may know other parameters today. */
export const App = z
  .object({ template: z.string(), parameters: z.record(z.string(), z.unknown()) })
  .meta({ id: "App" });
export type App = z.output<typeof App>;

/** What one is to run. Checked by the template's own schema, which fills in what was left out. */
export const NewApp = z
  .strictObject({
    template: z.string(),
    parameters: z.record(z.string(), z.unknown()).default({}),
  })
  .check((payload) => {
    const { template, parameters } = payload.value;
    const chosen = choosable.get(template);
    if (!chosen) {
      const message = `There is no such kind of app. Choose one of ${[...choosable.keys()].join(", ")}.`;
      payload.issues.push({ code: "custom", message, path: ["template"], input: template });
      return;
    }
    const checked = chosen.parameters.strict().safeParse(parameters);
    if (checked.success) {
      payload.value = { template, parameters: checked.data };
      return;
    }
    for (const { path, message, ...issue } of checked.error.issues) {
      const unknown = issue.code === "unrecognized_keys" ? issue.keys : undefined;
      for (const name of unknown ?? [undefined]) {
        const at = ["parameters", ...path, ...(name === undefined ? [] : [name])];
        const text = name === undefined ? message : `${chosen.title} has no such parameter.`;
        payload.issues.push({ code: "custom", message: text, path: at, input: parameters });
      }
    }
  })
  .meta({ id: "NewApp" });

/** What an app runs on, where that was chosen: "PHP 8.2". */
export const runtimeOf = (name: string, parameters: Parameters): string | null => {
  const template = choosable.get(name);
  return template ? versionOf(template.parameters, parameters) : null;
};

/** What an app runs on, and the last days on which that is looked after; null where that is nobody's to choose. */
export function runtimeEnds(name: string, parameters: Parameters): ({ runtime: string } & Maintenance) | null {
  const template = choosable.get(name);
  const found = template ? maintainedVersion(template.parameters, parameters) : null;
  return found?.maintained ? { runtime: found.runtime, ...found.maintained } : null;
}

/** Of what was checked when it was stored. */
export function appTemplate(name: string): AppTemplate {
  const found = choosable.get(name);
  if (!found) throw new Error(`there is no app template ${name}`);
  return found;
}

/** The databases that can stand beside an app. */
export const addOnTemplates: readonly AddOnTemplate[] = [...all.values()].filter(
  (template) => template.kind === "add-on",
);

export function addOnTemplate(name: string): AddOnTemplate {
  const found = all.get(name);
  if (found?.kind !== "add-on") throw new Error(`there is no add-on template ${name}`);
  return found;
}

/** Whether an app is told of a database as its own template says, and not by the variables of that database. */
export const knowsItself = ({ secrets, addOns }: AppTemplate, addOn: string): boolean =>
  secrets.includes(databasePassword) && addOns.includes(addOn);

/** The least memory that an app runs with, its add-ons' included. */
export const memoryNeeded = ({ memoryMb, addOns }: AppTemplate): number =>
  addOns.reduce((sum, name) => sum + addOnTemplate(name).memoryMb, memoryMb);

/** The one volume that an add-on keeps its data in, by its name in the service. A test holds the templates to it. */
export const addOnVolume = (name: string): string => addOnTemplate(name).name;
