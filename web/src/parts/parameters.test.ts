import { expect, test } from "vitest";
import type { AppOffer } from "#web/data/apps.ts";
import { maintenanceOf } from "./maintenance.ts";
import { changedParameters, chosenParameters, firstUnfitting, parameterProblem, typedFrom } from "./parameters.ts";

const app: AppOffer = {
  ...{ template: "node", title: "Node.js", summary: "", memoryMb: 96, addOns: [], takesCode: true },
  parameters: {
    type: "object",
    required: ["reference"],
    properties: {
      reference: { type: "string", title: "Image" },
      command: { type: "string", title: "Command", default: "node server.js", pattern: "^[\\w./ -]+$", maxLength: 20 },
      port: { type: "integer", title: "Port", default: 8080, minimum: 1, maximum: 65_535 },
      volumes: { type: "array", title: "Volumes", default: [], items: { type: "string", pattern: "^[a-z]+:/" } },
    },
  },
};

test("a value that does not fit is told at its field, before anything is sent", () => {
  expect(firstUnfitting(app, {})).toBe("reference");
  expect(firstUnfitting(app, { reference: "nginx" })).toBeUndefined();
  expect(parameterProblem(app, "command", "node 'x'")).toMatch(/without quotes/);
  expect(parameterProblem(app, "command", "")).toBeDefined();
  expect(parameterProblem(app, "command", "x".repeat(21))).toBe("At most 20 characters.");
  expect(parameterProblem(app, "port", "65536")).toBe("A number from 1 to 65535.");
  expect(parameterProblem(app, "port", "8e3")).toBe("A whole number.");
  expect(parameterProblem(app, "volumes", "data:/data\n\ndata")).toBeDefined();
  expect(parameterProblem(app, "volumes", "data:/data\n")).toBeUndefined();
});

test("sent is what differs from what the app fills in by itself, as what it is", () => {
  const typed = { reference: " nginx ", command: "node server.js", port: "3000", volumes: "data:/data\n" };
  expect(chosenParameters(app, typed)).toEqual({ reference: "nginx", port: 3000, volumes: ["data:/data"] });
});

test("of an app that runs, sent is what is chosen otherwise, and nothing where the app is to fill it in", () => {
  const before = typedFrom(app, { reference: "nginx", port: 3000, volumes: ["data:/data"] });
  expect(before).toMatchObject({ reference: "nginx", port: "3000", volumes: "data:/data" });
  expect(changedParameters(app, before, before)).toEqual({});
  const after = { ...before, port: "80", volumes: "", reference: "" };
  expect(changedParameters(app, before, after)).toEqual({ port: 80, volumes: [], reference: null });
});

test("of a version is told until when it is looked after, and from the day after that it is not any more", () => {
  const maintained = { "8.2": { byMakers: "2026-12-31", byDebian: "2028-06-30" } };
  const schema = { type: "string", title: "PHP version", maintained } as const;
  const on = (day: string) => maintenanceOf(schema, "8.2", new Date(day));
  expect(on("2026-12-31T23:59:59Z")).toEqual({
    tone: "plain",
    text: "Maintained by its makers until 31 December 2026, and kept secure by Debian until 30 June 2028.",
  });
  expect(on("2027-01-01T00:00:00Z")).toMatchObject({
    tone: "warn",
    text: expect.stringContaining(
      "ended it on 31 December 2026. It goes on running, and Debian keeps it secure until 30 June 2028",
    ),
  });
  expect(on("2028-06-30T12:00:00Z")?.tone).toBe("warn");
  expect(on("2028-07-01T00:00:00Z")).toMatchObject({ tone: "bad", text: expect.stringMatching(/since 30 June 2028/) });
  expect(maintenanceOf(schema, "8.4")).toBeUndefined();
  expect(maintenanceOf({ type: "string", title: "Interface" }, "wsgi")).toBeUndefined();
});
