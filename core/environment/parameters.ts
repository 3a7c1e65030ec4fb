import { z } from "zod";
import * as Builds from "../builds/index.ts";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import * as Releases from "../releases/index.ts";
import { mayChange } from "./environment.ts";

/**
 * Changes some of what was chosen of an app when it was ordered; what is not named stays, so that two people who change different
 * ones lose nothing. It is a release, of a new build where the change is one of how it is built.
 */
export const changeParameters = command({
  name: "service.change_parameters",
  input: z.object({
    serviceId: Id("service"),
    /** By name. Null: what the app fills in by itself. */
    parameters: z.record(z.string(), z.unknown()),
  }),
  allow: mayChange,
  async run(scope, { serviceId, parameters: changes }) {
    const service = await Releases.deployable(scope.tx, serviceId);
    const { template } = service;
    if (Hosting.appTemplate(template).composed) {
      const message = "A compose file is changed as a whole: deploy another one.";
      throw new DomainError("conflict", "parameters.elsewhere", message);
    }
    const live = await Releases.demandLive(scope.tx, serviceId);
    const parameters = changed(template, live.parameters, changes);
    const names = Object.keys({ ...live.parameters, ...parameters }).filter(
      (name) => JSON.stringify(parameters[name]) !== JSON.stringify(live.parameters[name]),
    );
    if (names.length === 0) throw new DomainError("conflict", "parameters.unchanged", "It is so already.");
    const begun = isBuiltAnew(live, parameters)
      ? await Builds.rebuild(scope, { ...service, parameters }, live)
      : await Releases.begin(scope, service, {
          ...Releases.runsOf(live),
          ...{ cause: "settings", parameters },
          // Another image is pulled; the very same one goes on.
          ...(isPulledAnew(live, parameters) && { image: null }),
        });
    if (begun.audit === "unchanged") return begun;
    return { ...begun, audit: { ...begun.audit, after: { number: begun.value.number, changed: names } } };
  },
});

function changed(
  template: string,
  live: Hosting.Parameters,
  changes: Readonly<Record<string, unknown>>,
): Hosting.Parameters {
  const { shape } = Hosting.appTemplate(template).parameters;
  // What an older version of the template knew is left behind.
  const known = Object.entries(live).filter(([name]) => Object.hasOwn(shape, name));
  const wanted = Object.entries({ ...Object.fromEntries(known), ...changes }).filter(([, value]) => value !== null);
  const checked = Hosting.NewApp.safeParse({ template, parameters: Object.fromEntries(wanted) });
  if (checked.success) return checked.data.parameters;
  const fields = checked.error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new DomainError("invalid", "parameters.invalid", fields[0]?.message ?? "It does not fit.", { fields });
}

type Live = Pick<Releases.ReleaseRow, "template" | "parameters" | "image">;

const recipe = (template: string, parameters: Hosting.Parameters): string =>
  JSON.stringify(Hosting.recipeOf(template, parameters));

const isBuiltAnew = ({ template, parameters, image }: Live, wanted: Hosting.Parameters): boolean =>
  image !== null &&
  Hosting.appTemplate(template).build !== undefined &&
  recipe(template, parameters) !== recipe(template, wanted);

function isPulledAnew({ template, parameters }: Live, wanted: Hosting.Parameters): boolean {
  const { pulled, image } = Hosting.appTemplate(template);
  return pulled === true && image(parameters) !== image(wanted);
}
