import { afterAll, beforeAll, expect, test } from "vitest";
import { routes } from "./routes/index.ts";
import { type TestApi, testApi } from "./test-api.ts";

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
});
afterAll(() => api.close());

interface Description {
  paths: Record<
    string,
    Record<string, { operationId: string; security?: unknown[]; responses: Record<string, unknown> }>
  >;
}

const described = async () => (await (await api.call("anonymous", "GET", "/openapi.json")).json()) as Description;

test("the description is the committed one: a change of the API is a change of this file", async () => {
  await expect(`${JSON.stringify(await described(), null, 2)}\n`).toMatchFileSnapshot("openapi.json");
});

test("every route is described under its operation's name, and says when it wants a session", async () => {
  const { paths } = await described();
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, security }]) => [
      `${method.toUpperCase()} ${path.replace(/^\/api/, "")}`,
      operationId,
      security !== undefined,
    ]),
  );
  const expected = Object.entries(routes).map(([key, { operation }]) => [
    key,
    operation.name,
    !operation.allow.anonymous && !operation.allow.anyone,
  ]);
  expect(found.toSorted()).toEqual(expected.toSorted());
  expect(new Set(found.map(([, name]) => name)).size).toBe(found.length);
});

test("the reference for people shows every route and runs no script", async () => {
  const response = await api.call("anonymous", "GET", "/reference");
  const page = await response.text();
  expect(response.headers.get("content-type")).toMatch(/^text\/html/);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page).not.toContain("<script");
  for (const { operation } of Object.values(routes)) expect(page).toContain(operation.name);
});
