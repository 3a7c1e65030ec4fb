import { z } from "zod";
import { query } from "../kernel/operation.ts";
import { addOnTemplate, appTemplates, memoryNeeded } from "./app.ts";
import type { AppTemplate } from "./template.ts";

/** What a form needs of one parameter, in JSON Schema's own words. */
export const ParameterSchema = z
  .object({
    type: z.enum(["string", "integer", "boolean"]),
    title: z.string(),
    description: z.string().optional(),
    enum: z.array(z.string()).optional(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
    pattern: z.string().optional(),
    maxLength: z.int().optional(),
    minimum: z.int().optional(),
    maximum: z.int().optional(),
  })
  .meta({ id: "ParameterSchema" });
export type ParameterSchema = z.infer<typeof ParameterSchema>;

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
    parameters: z.object({
      type: z.literal("object"),
      properties: z.record(z.string(), ParameterSchema),
      required: z.array(z.string()),
    }),
  })
  .meta({ id: "AppOffer" });
export type AppOffer = z.infer<typeof AppOffer>;

const Properties = AppOffer.shape.parameters;

function offerOf(template: AppTemplate): AppOffer {
  const { name, title, summary, addOns, takesCode, parameters } = template;
  const schema = z.toJSONSchema(parameters, { io: "input" });
  return {
    ...{ template: name, title, summary, memoryMb: memoryNeeded(template), takesCode },
    addOns: addOns.map((addOn) => ({ template: addOn, title: addOnTemplate(addOn).title })),
    parameters: Properties.parse({ required: [], ...schema }),
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
