import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { Secret } from "../kernel/secret.ts";
import { lintCompose } from "./compose/compose-lint.state.ts";
import { composeImages, platformImages, publicRegistries } from "./compose/registries.state.ts";
import { demandUsable, renderApp } from "./rendered.ts";

const sold = { name: "Small", memoryMb: 256, cpuPercent: 50, processes: 64 };
const context = {
  ...{ stack: "s-1-2", service: "s-1", host: "shop.sites.example", port: 10_004 },
  ...{ limits: sold, environment: {}, secrets: {} },
};
const file = (password: string) => `services:
  web:
    image: localhost/rookery/python313:1
    x-rookery: { web: 8080 }
    environment: { DB: "${password}" }
  db: { image: "localhost/rookery/postgresql17:1", volumes: ["d:/var/lib/postgresql"] }
volumes: { d: }
`;

test("an app of one container is one stack", async () => {
  const { release, ...rest } = await renderApp("static", { ...context, parameters: {} }, sold);
  expect(Object.keys(JSON.parse(release.compose).services)).toEqual(["web"]);
  expect(rest).toEqual({ beside: [], overlaps: true, images: [] });
});

test("an app of a compose file is its release and its databases, with the service's settings and within its limits", async () => {
  const parameters = { text: file(`\${URL}:\${PASSWORD}`) };
  const secrets = { PASSWORD: new Secret("a$b") };
  const rendered = await renderApp("compose", { ...context, parameters, environment: { URL: "sql" }, secrets }, sold);
  expect(rendered).toMatchObject({
    overlaps: true,
    images: ["localhost/rookery/python313:1", "localhost/rookery/postgresql17:1"],
    beside: [{ name: "db", stack: "s-1-c-db", seed: {} }],
  });
  const { web } = JSON.parse(rendered.release.compose).services;
  expect([web.environment, web.ports, web.cpus, web.mem_limit]).toEqual([
    ...[{ DB: "sql:a$$b" }, ["127.0.0.1:10004:8080"], 0.5, 256 * 2 ** 20],
  ]);
});

test("a compose file that cannot be used is refused with each finding and its line", async () => {
  const refused = (text: string) => demandUsable({ template: "compose", parameters: { text } }, sold);
  await refused(file("x"));
  await demandUsable({ template: "static", parameters: {} }, sold);
  await expect(refused(file("x").replace("volumes: [", "privileged: true, volumes: ["))).rejects.toMatchObject({
    kind: "invalid",
    code: "compose.refused",
    fields: [{ path: "app.parameters.text", message: expect.stringMatching(/^Line 6: Service "db" has "privileged"/) }],
  });
  for (const [from, to] of [
    ["localhost/rookery/python313:1", "localhost/s-2:1"],
    ["localhost/rookery/python313:1", "localhost/rookery/python313:2"],
    ["localhost/rookery/python313:1", "registry.elsewhere/python:3.13"],
    ["image: localhost/rookery/python313:1", "build: ."],
  ] as const) {
    await expect(refused(file("x").replace(from, to)), to).rejects.toMatchObject({ code: "compose.refused" });
  }
});

test("the images that compose apps run on are those that nodes build, with their versions", () => {
  const containers = resolve(import.meta.dirname, "../../node-bootstrap/containers");
  const built = readdirSync(containers).map(
    (name) => `localhost/rookery/${name}:${readFileSync(resolve(containers, name, "VERSION"), "utf8").trim()}`,
  );
  // Alone, WordPress would miss its database and the keys that come with it; others are for building only.
  expect(built.filter((name) => !/\/(?:base\d*|wordpress.*|.+-build):/.test(name)).toSorted()).toEqual(platformImages);
});

test("images are pulled from where nodes pull them from, and run by what their names meant", async () => {
  const list = readFileSync(
    resolve(import.meta.dirname, "../../node-bootstrap/root/etc/rookery/image-registries"),
    "utf8",
  );
  expect(list.split("\n").filter((line) => /^[^#]/.test(line))).toEqual(publicRegistries);
  const parameters = { text: file("x").replace("localhost/rookery/python313:1", "python:3.13") };
  const images = { "docker.io/library/python:3.13": `docker.io/library/python@sha256:${"a".repeat(64)}` };
  const rendered = await renderApp("compose", { ...context, parameters, images }, sold);
  expect(rendered.images).toEqual(["docker.io/library/python:3.13", "localhost/rookery/postgresql17:1"]);
  expect(JSON.parse(rendered.release.compose).services.web.image).toBe(images["docker.io/library/python:3.13"]);
  expect(rendered.beside[0]?.compose).toContain("localhost/rookery/postgresql17:1");
});

test("an editor that knows no plan reads a file as the server does", () => {
  const plan = { name: "Small", memoryMb: 256, cpus: 0.5, processes: 64 };
  const { findings, app } = lintCompose(file("x"), { ...composeImages, plan });
  expect([findings.map(({ code }) => code), app?.web]).toEqual([["web.health"], { service: "web", port: 8080 }]);
});
