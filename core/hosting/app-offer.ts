import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { addOnTemplate, appTemplates, memoryNeeded } from "./app.ts";
import { ParametersSchema, parametersSchema } from "./parameter-schema.ts";
import type { AppTemplate } from "./template.ts";

export const AppOffer = z
  .object({
    template: z.string(),
    title: z.string(),
    summary: z.string(),
    /** The least that it runs with, its add-ons included: a smaller plan is refused. */
    memoryMb: z.int(),
    addOns: z.array(z.object({ template: z.string(), title: z.string() })),
    /** Runs the customer's own code; the others bring their program with them. */
    takesCode: z.boolean(),
    /** A JSON Schema of what may be sent as the app's `parameters`. */
    parameters: ParametersSchema,
  })
  .meta({ id: "AppOffer" });
export type AppOffer = z.infer<typeof AppOffer>;

function offerOf(template: AppTemplate): AppOffer {
  const { name, title, summary, addOns, takesCode, parameters } = template;
  return {
    ...{ template: name, title, summary, memoryMb: memoryNeeded(template), takesCode },
    addOns: addOns.map((addOn) => ({ template: addOn, title: addOnTemplate(addOn).title })),
    parameters: parametersSchema(parameters),
  };
}

let offers: AppOffer[] | undefined;

/** The apps that a website can run. The same for everybody, until the platform is another one. */
export function appOffers(): AppOffer[] {
  offers ??= appTemplates.map(offerOf);
  return offers;
}

export const listApps = query({
  name: "app.list",
  input: z.object({}),
  allow: { anyone: true },
  run: async () => appOffers(),
});
