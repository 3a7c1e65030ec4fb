import { beforeAll, describe, expect, test } from "vitest";
import type { AppTemplate, Template, TemplateContext } from "#core/hosting/index.ts";
import { imagesOf } from "#core/hosting/index.ts";
import { templates } from "#core/hosting/templates/index.ts";
import { Secret } from "#core/kernel/secret.ts";
import { buildLab, user } from "./build-lab.ts";
import { labSupport } from "./support.ts";
import { accountOf, visit } from "./test-lab.ts";

const node = `require("node:http").createServer((_, r) => r.end("built on " + process.versions.node)).listen(process.env.PORT, process.env.HOST);`;
const vendored = { "vendored/package.json": '{"name":"vendored","version":"1.0.0"}', "vendored/index.js": "" };
const appPython = `import platform

def app(environ, start):
    start("200 OK", [])
    return [("built on " + platform.python_version()).encode()]
`;
/** Each language with code that needs its builder, and what a page says of the version that it runs on. */
const languages: [AppTemplate, Record<string, string>][] = [
  [
    templates.php,
    { "composer.json": "{}", "index.php": "<?php require 'vendor/autoload.php'; echo 'built on ', PHP_VERSION;" },
  ],
  [
    templates.node,
    {
      "package.json": '{"name":"app","dependencies":{"vendored":"file:vendored"}}',
      "server.js": `require("vendored");${node}`,
      ...vendored,
    },
  ],
  [templates.python, { "app.py": appPython, "requirements.txt": "" }],
];
const cases = languages.flatMap(
  ([template, files]) =>
    ({ php: ["8.4", "8.2"], node: ["20", "18"], python: ["3.13", "3.11"] })[template.name]?.map(
      (version) => [`${template.title} ${version}`, template, { version }, files] as const,
    ) ?? [],
);
const nameOf = (image: string) => image.split(/[/:]/)[2] ?? "";
const images = [
  ...cases.flatMap(([, template, parameters]) =>
    imagesOf(template.build?.(parameters) ?? { dockerfile: "" }).map(nameOf),
  ),
  ...["mariadb11", "wordpress-php82"],
];

describe.skipIf(!labSupport().ok)("versions of a language on a node", () => {
  const { call, inside, gitOf, push, built, textOf, node: lab } = buildLab("versions", [...new Set(images)]);
  const password = new Secret("a-password-of-32-characters-here");

  async function up(stack: string, template: Template, changes: Partial<TemplateContext>, more: object = {}) {
    const rendered = template.render({
      ...{ stack, service: stack, host: "site.localhost", port: 10_001, environment: {}, parameters: {} },
      limits: { memoryMb: 384, processes: 128 },
      secrets: Object.fromEntries(template.secrets.map((name) => [name, password])),
      ...changes,
    });
    const applied = await lab().operator.primitive("stack-apply", {
      user,
      stack,
      ...rendered,
      ...more,
      waitSeconds: 20,
    });
    expect(applied).toMatchObject({ state: "healthy" });
  }
  const shown = () => visit(lab().lab, "site.localhost");

  beforeAll(async () => {
    const limits = { memoryMb: 2048, cpuPercent: 200, processes: 2048, diskMb: 8192 };
    await call("account-ensure", { ...accountOf(1, [10_001]), limits });
    await call("route-put", { site: "site", hosts: ["site.localhost"], port: 10_001, state: "live" });
  });

  test.each(cases)(
    "%s is built with its own tools, runs what they made, and greets where there is no code",
    async (name, template, parameters, files) => {
      const home = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");
      const { version } = parameters;
      await push(home, files);
      const recipe = template.build?.(parameters) ?? {};
      const status = await built({ home, source: gitOf(home), recipe });
      expect([status.state, status.message, textOf(status)]).toEqual(["built", undefined, expect.any(String)]);
      await up(home, template, { parameters, image: `localhost/${home}:1` });
      const said = `built on ${version}.`;
      expect(await shown()).toMatchObject({ status: 200, text: expect.stringContaining(said) });
      await call("stack-remove", { user, stack: home });

      const greets = `${template.title} ${template.name === "node" ? "v" : ""}${version}.`;
      for (const also of template.name === "python" ? [{ interface: "wsgi" }, { interface: "asgi" }] : [{}]) {
        await up(`${home}-own`, template, { parameters: { ...parameters, ...also } });
        expect(await shown()).toMatchObject({ status: 200, text: expect.stringContaining(greets) });
        await call("stack-remove", { user, stack: `${home}-own` });
        await inside(`rm -rf /home/${user}/stacks/${home}-own`);
      }
    },
  );

  test("WordPress on PHP 8.2 is ready to be set up", async () => {
    await up("wp-mariadb", templates.mariadb, {}, { home: "wp" });
    const join = [{ stack: "wp-mariadb", alias: "mariadb" }];
    await up("wp", templates.wordpress, { parameters: { php: "8.2" } }, { join });
    const install = await visit(lab().lab, "site.localhost", "/wp-admin/install.php");
    expect(install.text).toContain("WordPress &rsaquo; Installation");
    expect(await lab().as(20_001, "podman exec wp-web-1 php -r 'echo PHP_VERSION;'")).toMatch(/^8\.2\./);
  });
});
