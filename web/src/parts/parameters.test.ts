import { expect, test } from "vitest";
import type { AppOffer } from "#web/data/apps.ts";
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
