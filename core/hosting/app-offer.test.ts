import { expect, test } from "vitest";
import { appTemplates } from "./app.ts";
import { appOffers } from "./app-offer.ts";

test("an app is offered with what it needs with its databases, and with what can be chosen", () => {
  const offers = appOffers();
  expect(offers.map(({ template }) => template)).toEqual(appTemplates.map(({ name }) => name));
  expect(offers.find(({ template }) => template === "wordpress")).toEqual({
    ...{ template: "wordpress", title: "WordPress", takesCode: false, memoryMb: 288 },
    summary: "WordPress with its database, ready to be set up in the browser.",
    addOns: [{ template: "mariadb", title: "MariaDB" }],
    parameters: {
      type: "object",
      properties: { php: expect.objectContaining({ type: "string", enum: ["8.2", "8.4"], default: "8.4" }) },
      required: [],
    },
  });
  expect(offers.find(({ template }) => template === "python")?.parameters.properties).toMatchObject({
    version: { type: "string", enum: ["3.11", "3.13"], default: "3.13", title: "Python version" },
    application: { type: "string", default: "app:app", pattern: expect.any(String), maxLength: 200 },
  });
});
