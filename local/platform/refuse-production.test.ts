import { afterEach, expect, test, vi } from "vitest";
import { refuseProduction } from "./refuse-production.ts";

afterEach(() => vi.unstubAllEnvs());

test("a local part starts on a developer's machine", () => {
  vi.stubEnv("ROOKERY_STAGE", "local");
  expect(() => refuseProduction("KMS")).not.toThrow();
});

test("a local part never starts under the production stage", () => {
  vi.stubEnv("ROOKERY_STAGE", "production");
  expect(() => refuseProduction("KMS")).toThrow("The local KMS refuses to start because ROOKERY_STAGE is production.");
});

test("a local part never starts inside a deployed function", () => {
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "api");
  expect(() => refuseProduction("KMS")).toThrow("AWS_LAMBDA_FUNCTION_NAME is set");
});
