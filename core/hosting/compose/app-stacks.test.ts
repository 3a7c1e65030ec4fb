import { expect, test } from "vitest";
import { appStacks } from "./app-stacks.ts";
import { lintCompose } from "./compose-lint.state.ts";
import { context, options } from "./test-apps.ts";

const stacksOf = (text: string, stack = context.stack) => {
  const { app, findings } = lintCompose(text, options);
  if (!app) throw new Error(findings.map(({ message }) => message).join("\n"));
  const { release, data, overlaps } = appStacks(app, { ...context, stack });
  return { release: JSON.parse(release.compose), data, overlaps };
};

const shop = (web = "", database = "postgres:17") => `services:
  web:
    image: nginx:1.29
    expose: ["80"]
    depends_on: { db: { condition: service_healthy }, migrate: { condition: service_completed_successfully }, worker: { condition: service_started } }
    ${web}
  migrate:
    image: nginx:1.29
    volumes: ["uploads:/uploads"]
    x-rookery: { overlap: true }
    depends_on: [db]
  worker:
    image: nginx:1.29
    volumes: ["data:/data:ro"]
    secrets: [key]
  search:
    image: nginx:1.29
    volumes: ["index:/index"]
    depends_on: [db]
    configs: [note]
    networks: [inner]
  db:
    image: ${database}
    volumes: ["data:/data"]
    healthcheck: { test: "true" }
volumes: { data: , uploads: , index: }
networks: { inner: { internal: true } }
configs: { note: { content: x } }
secrets: { key: { environment: SECRET_KEY } }
`;

test("what keeps data has a stack of its own under its own name, after what it waits for; the rest is the release", () => {
  const { release, data, overlaps } = stacksOf(shop());
  expect(overlaps).toBe(true);
  expect(Object.keys(release.services)).toEqual(["web", "migrate", "worker"]);
  // The database is there before, and reached by joining.
  expect(release.services.web.depends_on).toEqual({
    migrate: { condition: "service_completed_successfully" },
    worker: { condition: "service_started" },
  });
  expect([release.services.migrate.depends_on, release.networks, Object.keys(release.configs)]).toEqual([
    ...[undefined, undefined, ["secret-key"]],
  ]);
  expect(data.map(({ name, stack }) => [name, stack])).toEqual([
    ["db", "s-1-c-db"],
    ["search", "s-1-c-search"],
  ]);
  const [db, search] = data.map(({ compose }) => JSON.parse(compose));
  expect([db.name, Object.keys(db.services), db.volumes, db.services.db.ports]).toEqual([
    ...["s-1-c-db", ["db"], { data: { name: "s-1-data" } }, undefined],
  ]);
  expect([search.networks, search.configs, search.services.search.depends_on]).toEqual([
    ...[{ inner: { internal: true } }, { "config-note": { content: "x" } }, undefined],
  ]);
});

test("nothing of a release is in the stack of a database, so another release leaves it alone", () => {
  const [first, second] = [stacksOf(shop()), stacksOf(shop("environment: { A: b }"), "s-1-r8")];
  expect(second.data).toEqual(first.data);
  expect(second.release.name).not.toBe(first.release.name);
  expect(stacksOf(shop("", "postgres:17.2")).data).not.toEqual(first.data);
});

test("two releases of a web service that writes to a volume do not overlap, unless it says that it can", () => {
  expect(stacksOf(shop(`volumes: ["uploads:/u"]`)).overlaps).toBe(false);
  expect(stacksOf(shop(`volumes: ["uploads:/u:ro"]`)).overlaps).toBe(true);
  expect(stacksOf(shop(`volumes: ["uploads:/u"]\n    x-rookery.overlap: true`)).overlaps).toBe(true);
  // A job writes at the start of each release.
  expect(stacksOf(shop().replace("x-rookery: { overlap: true }", "init: true")).overlaps).toBe(false);
});

test("what waits for a service of the release, or writes to a volume of its, is replaced with it", () => {
  const beside = (line: string) =>
    `${shop(`volumes: ["uploads:/u"]`)}`.replace("  db:\n", `  cron:\n    image: nginx:1.29\n    ${line}\n  db:\n`);
  for (const line of [`volumes: ["index:/i"]\n    depends_on: [web]`, `volumes: ["uploads:/u"]`]) {
    const { release, data, overlaps } = stacksOf(beside(line));
    expect([Object.hasOwn(release.services, "cron"), overlaps], line).toEqual([true, false]);
    expect(data.map(({ name }) => name)).toContain("db");
  }
  // Then so is what shares a volume with that.
  expect(stacksOf(beside(`volumes: ["index:/i"]\n    depends_on: [web]`)).data.map(({ name }) => name)).toEqual(["db"]);
});
