import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Secret } from "../../kernel/secret.ts";
import { addOnVolume, appTemplates } from "../app.ts";
import { usesDatabases } from "../database.state.ts";
import type { AddOnTemplate, AppTemplate, Template } from "../template.ts";
import { templates } from "./index.ts";

const containers = resolve(import.meta.dirname, "../../../node-bootstrap/containers");
/** Those of one container each. */
const all = Object.values<AppTemplate | AddOnTemplate>(templates).filter(
  (template) => !("composed" in template) && !("pulled" in template),
);
const passwords = new Secret("p$55'\"\\x");

const context = (template: Template) => ({
  stack: "s-1-r2",
  service: "s-1",
  host: "shop.sites.example",
  port: 10_004,
  limits: { memoryMb: 256, processes: 64 },
  parameters: {},
  environment: {},
  secrets: Object.fromEntries(template.secrets.map((name) => [name, passwords])),
});

interface Compose {
  services: Record<string, Record<string, unknown>>;
  volumes?: Record<string, { name: string }>;
}
const composeOf = (template: Template, changes: object = {}): Compose =>
  parse(template.render({ ...context(template), ...changes }).compose);

describe.each(all.map((template) => [template.name, template] as const))("the template %s", (_, template) => {
  test("runs without a privilege, on a root that it cannot write to, within its limits", () => {
    const { services } = composeOf(template);
    expect(Object.keys(services)).toEqual([template.kind === "add-on" ? template.name : "web"]);
    for (const service of Object.values(services)) {
      expect(service).toMatchObject({
        ...{ read_only: true, cap_drop: ["ALL"], security_opt: ["no-new-privileges"] },
        ...{ mem_limit: "256m", pids_limit: 64 },
      });
      for (const dangerous of ["privileged", "network_mode", "pid", "ipc", "devices", "cap_add", "userns_mode"]) {
        expect(service).not.toHaveProperty(dangerous);
      }
    }
  });

  test("is reached on the node's loopback alone, and an add-on not even there", () => {
    const [service] = Object.values(composeOf(template).services);
    expect(service?.ports).toEqual(template.kind === "app" ? ["127.0.0.1:10004:8080"] : undefined);
  });

  test("writes to volumes of the service alone, which outlive a release", () => {
    for (const { name } of Object.values(composeOf(template).volumes ?? {})) expect(name).toMatch(/^s-1-[a-z]+$/);
    const mounts = Object.values(composeOf(template).services).flatMap(({ volumes }) => (volumes ?? []) as string[]);
    for (const mount of mounts) expect(mount).toMatch(/^(\.\/[a-z]+:\/[a-z/]+:ro|[a-z]+:\/[a-z/-]+)$/);
  });

  test("keeps its secrets out of the compose file", () => {
    const { compose, files = {} } = template.render(context(template));
    expect(compose).not.toContain("55");
    const written = Object.fromEntries(template.secrets.map((name) => [`secrets/${name}`, passwords.reveal()]));
    expect(files).toEqual(written);
  });

  test("is written for the version of the image that a node builds", () => {
    const [, name = "", version] = /^localhost\/rookery\/([a-z0-9]+):(\d+)$/.exec(template.image({})) ?? [];
    expect(readFileSync(join(containers, name, "VERSION"), "utf8").trim()).toBe(version);
  });

  test("says what it is, and what each of its parameters is", () => {
    expect(template.title).not.toBe("");
    expect(template.summary).toMatch(/^[A-Z].*\.$/);
    for (const parameter of Object.values(template.parameters.shape)) {
      expect(parameter.meta()?.title).toMatch(/^[A-Z]/);
    }
  });
});

test("docs/apps.md lists every template with its image, and every parameter", () => {
  const docs = readFileSync(resolve(import.meta.dirname, "../../../docs/apps.md"), "utf8");
  for (const template of all) {
    const row = docs.split("\n").find((line) => new RegExp(`^\\| \`${template.name}\`[^|]*\\| [^\`]`).test(line));
    expect(row).toContain(`\`${template.image({}).split(/[/:]/)[2]}\``);
    for (const parameter of Object.keys(template.parameters.shape)) {
      if (template.kind === "app") expect(docs).toContain(`| \`${parameter}\` |`);
    }
  }
});

test("a database can be put beside any app that has a program and does not describe its own", () => {
  for (const template of appTemplates) {
    expect([template.name, usesDatabases(template.name)]).toEqual([
      template.name,
      !template.plain && !template.composed,
    ]);
  }
});

test("an add-on keeps its data in one volume, and what removes that knows its name", () => {
  for (const template of all.filter(({ kind }) => kind === "add-on")) {
    expect(composeOf(template).volumes).toEqual({
      [template.name]: { name: `s-1-${addOnVolume(template.name)}` },
    });
  }
});

test("what an app needs beside it is an add-on", () => {
  for (const template of all) {
    if (template.kind === "app") for (const name of template.addOns) expect(templates).toHaveProperty(name);
  }
});

test("images begin with the version of their parent that is there", () => {
  for (const name of new Set(all.map((template) => template.image({}).split(/[/:]/)[2] ?? ""))) {
    for (let at = name; at !== "debian"; ) {
      const parent = /^FROM (\S+):(\S+)/m.exec(readFileSync(join(containers, at, "Containerfile"), "utf8"));
      at = parent?.[1]?.split("/").at(-1) ?? "";
      if (at !== "debian") expect(readFileSync(join(containers, at, "VERSION"), "utf8").trim()).toBe(parent?.[2]);
    }
  }
});

test("a build's image stands in for the template's own, and nothing of the stack is mounted over it", () => {
  for (const template of [templates.static, templates.php, templates.node, templates.python]) {
    const image = "localhost/build/shop:7";
    const [service] = Object.values(composeOf(template, { image }).services);
    expect(service?.image).toBe(image);
    expect(JSON.stringify(service?.volumes ?? [])).not.toContain("./");
    expect(template.render({ ...context(template), image }).seed).toEqual({});
  }
});

test("a dollar sign reaches the app as one, and never names a variable of the node", () => {
  const environment = { PRICE: "$HOME $${x}" };
  const { services } = composeOf(templates.node, { environment });
  expect(services.web?.environment).toMatchObject({ PRICE: "$$HOME $$$${x}" });
});

test.each([
  ["node", { command: "node server.js; touch /tmp/x" }],
  ["node", { command: "node\nserver.js" }],
  ["node", { command: "$(id)" }],
  ["node", { version: "19" }],
  ["node", { healthPath: "no-slash" }],
  ["php", { documentRoot: "../etc" }],
  ["php", { documentRoot: "/etc" }],
  ["php", { documentRoot: "a;b" }],
  ["php", { documentRoot: "public\n" }],
  ["python", { application: "app" }],
  ["python", { application: "--chdir=/:app" }],
  ["python", { application: "os.system:app\n" }],
] as const)("%s refuses %j", (name, parameters) => {
  const template = templates[name];
  expect(() => template.render({ ...context(template), parameters })).toThrow();
});

test("what a customer chose stands in a page as text, in every language that writes it", () => {
  const host = `<script>"&?>'\\`;
  for (const template of all) {
    const { seed } = template.render({ ...context(template), host });
    for (const text of Object.values(seed)) expect(text).not.toContain("<script>");
  }
});

test("a secret that is missing is an error and no empty password", () => {
  expect(() => templates.mariadb.render({ ...context(templates.mariadb), secrets: {} })).toThrow("database-password");
});

test("an app reaches its add-on by addresses in which a password may hold anything", () => {
  const url = new URL(templates.mariadb.environment(passwords).MARIADB_URL ?? "");
  expect([url.hostname, url.port, decodeURIComponent(url.password)]).toEqual(["mariadb", "3306", passwords.reveal()]);
});
