import { expect, test } from "vitest";
import { z } from "zod";
import { appTemplates } from "./app.ts";
import { parametersSchema } from "./parameter-schema.ts";

const port = z.object({ port: z.int().min(1).max(65_535).meta({ title: "Port" }) });

test.each([
  ["with a number", port] as const,
  ...appTemplates.map(({ name, parameters }) => [name, parameters] as const),
])("what is said of the parameters of an app is what zod itself would say: %s", (_name, parameters) => {
  const { properties, required = [] } = z.toJSONSchema(parameters, { io: "input" });
  expect(JSON.parse(JSON.stringify(parametersSchema(parameters)))).toEqual({ type: "object", properties, required });
});
