// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of compose files
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type ComposeApp, lintCompose } from "./compose-lint.state.ts";
import { renderCompose } from "./render-compose.ts";
import { context, contextFor, goodFiles, options } from "./test-apps.ts";
import { reachesBeyond } from "./test-rendered.ts";

const appOf = (text: string, given = options) => {
  const { app, findings } = lintCompose(text, given);
  if (!app) throw new Error(findings.map(({ message }) => message).join("\n"));
  return app;
};
/** A file with one web service that has these lines besides. */
const withLines = (...lines: string[]) =>
  `services:\n  web:\n    image: nginx:1.29\n    expose: ["80"]\n${lines.map((line) => `    ${line}\n`).join("")}`;
const serviceOf = (text: string) => appOf(text).services[0];

/** A rendered document as its customer would have written it. */
function withoutAdditions(compose: string, web: ComposeApp["web"]): string {
  const { name: _, ...document } = JSON.parse(compose);
  for (const volume of Object.values<Record<string, unknown>>(document.volumes ?? {})) delete volume.name;
  for (const [name, service] of Object.entries<Record<string, unknown>>(document.services)) {
    for (const addition of ["ports", "labels", "logging"]) delete service[addition];
    const mounted = Array.isArray(service.configs) ? (service.configs as { source: string; mode: number }[]) : [];
    // Compose takes a number from us; people write octal digits.
    const written = mounted.map((config) => ({ ...config, mode: `0${config.mode.toString(8)}` }));
    const kinds = Object.groupBy(written, ({ source }) => (source.startsWith("secret-") ? "secrets" : "configs"));
    delete service.configs;
    for (const [kind, contents] of Object.entries(kinds)) {
      service[kind] = contents.map((content) => ({ ...content, source: content.source.replace(/^\w+-/, "") }));
    }
    if (name === web.service) service["x-rookery"] = { web: web.port };
  }
  const contents = Object.entries(document.configs ?? {});
  delete document.configs;
  for (const [name, content] of contents) {
    const [kind = "", ...rest] = name.split("-");
    document[`${kind}s`] = { ...document[`${kind}s`], [rest.join("-")]: content };
  }
  return JSON.stringify(document);
}

describe.each(Object.entries(goodFiles))("%s", (_, text) => {
  test("is an app that stays within itself", () => {
    const { findings, app } = lintCompose(text, options);
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
    if (!app) throw new Error("no app");
    const { compose } = renderCompose(app, contextFor(app));
    expect(
      reachesBeyond(compose, context, { registries: options.registries, memoryMb: options.plan.memoryMb }),
    ).toEqual([]);
  });

  test("says the same when what is rendered is read again without our additions", () => {
    const app = appOf(text);
    const again = lintCompose(withoutAdditions(renderCompose(app, contextFor(app)).compose, app.web), options);
    expect(
      again.findings.filter(({ code }) => !["web.health", "web.overlap", "limit.sum", "depends.health"].includes(code)),
    ).toEqual([]);
    if (!again.app) throw new Error("no app");
    // Once more: what was read from our own document is rendered to the same.
    expect(JSON.parse(renderCompose(again.app, context).compose)).toEqual(
      JSON.parse(renderCompose(app, contextFor(app)).compose),
    );
  });
});

test("an app is what the file says, normalised, and nothing else of it", () => {
  expect(appOf(goodFiles["WordPress with MariaDB"] ?? "")).toEqual({
    services: [
      {
        name: "wordpress",
        image: "docker.io/library/wordpress:6.8-php8.4-apache",
        environment: [
          { name: "WORDPRESS_DB_HOST", value: ["db"] },
          { name: "WORDPRESS_DB_USER", value: ["wordpress"] },
          { name: "WORDPRESS_DB_PASSWORD", value: [{ secret: "DB_PASSWORD" }] },
          { name: "WORDPRESS_DB_NAME", value: ["wordpress"] },
        ],
        mounts: [{ volume: "wp", target: "/var/www/html", readOnly: false }],
        tmpfs: [],
        contents: [],
        healthCheck: { test: ["CMD", "curl", "-f", "http://localhost/wp-login.php"], intervalMs: 10_000 },
        dependsOn: [{ service: "db", condition: "service_healthy" }],
        networks: [],
        expose: [80],
        limits: {},
        init: false,
        readOnly: false,
        capDrop: [],
        overlap: false,
      },
      expect.objectContaining({
        name: "db",
        healthCheck: {
          test: ["CMD-SHELL", "healthcheck.sh --connect --innodb_initialized"],
          intervalMs: 10_000,
          timeoutMs: 5000,
          startPeriodMs: 90_000,
          retries: 5,
        },
      }),
    ],
    web: { service: "wordpress", port: 80 },
    volumes: ["wp", "db"],
    networks: [],
    contents: [],
  });
});

describe("variables", () => {
  const value = (written: string, variables: Record<string, string> = { SET: "yes", EMPTY: "" }) =>
    appOf(withLines("environment:", `  A: ${JSON.stringify(written)}`), {
      ...options,
      variables,
    }).services[0]?.environment[0]?.value.join("");

  test.each([
    ["$SET", "yes"],
    ["${SET}", "yes"],
    ["a${SET}b$SET", "ayesbyes"],
    ["${EMPTY:-default}", "default"],
    ["${EMPTY-default}", ""],
    ["${UNSET-default}", "default"],
    ["${UNSET:-a ${SET} b}", "a yes b"],
    ["${UNSET:-${OTHER:-deep}}", "deep"],
    ["${SET:+given}", "given"],
    ["${UNSET:+given}", ""],
    ["${SET:?needed}", "yes"],
    ["$$SET $$", "$SET $"],
    ["${UNSET:-}", ""],
  ])("%s is %j", (written, expected) => expect(value(written)).toBe(expected));

  test.each(["$", "a$", "${", "${}", "${SET", "$1", "${A B}", "${SET:-", "${SET!}"])("%j is refused", (written) => {
    expect(lintCompose(withLines("environment:", `  A: ${JSON.stringify(written)}`), options).findings).toContainEqual(
      expect.objectContaining({ code: "variable.syntax", line: 6 }),
    );
  });

  test("come from the names that are passed in, not from the process or from objects", () => {
    process.env.ROOKERY_COMPOSE_TEST = "leaked";
    expect(value("${ROOKERY_COMPOSE_TEST:-no}${PATH:-no}${constructor:-no}${__proto__:-no}")).toBe("nononono");
    delete process.env.ROOKERY_COMPOSE_TEST;
  });

  test("what a variable holds is text at the end, whatever it looks like", () => {
    const app = appOf(withLines("environment: [A=$X]"), { ...options, variables: { X: "${HOME} $(id) `id` {{.}}" } });
    const { compose } = renderCompose(app, context);
    expect(JSON.parse(compose).services.web.environment).toEqual({ A: "$${HOME} $$(id) `id` {{.}}" });
  });

  test("a secret stays a hole until the file is rendered, and cannot stand where it would be seen", () => {
    const app = appOf(withLines("environment:", "  A: a-${DB_PASSWORD}-b"));
    expect(app.services[0]?.environment).toEqual([{ name: "A", value: ["a-", { secret: "DB_PASSWORD" }, "-b"] }]);
    expect(JSON.parse(renderCompose(app, context).compose).services.web.environment).toEqual({ A: "a-p$$w'\"-b" });
    expect(() => renderCompose(app, { ...context, secrets: {} })).toThrow("DB_PASSWORD");
    for (const line of ["command: run ${DB_PASSWORD}", "user: $DB_PASSWORD", "working_dir: /$DB_PASSWORD"]) {
      expect(
        lintCompose(withLines(line), options).findings.map(({ code }) => code),
        line,
      ).toContain("variable.secret");
    }
  });

  test("few characters cannot become gigabytes", () => {
    const variables = { X: "x".repeat(10_000) };
    const { app, findings } = lintCompose(withLines(`command: ["${"$X".repeat(1000)}"]`), { ...options, variables });
    expect(app).toBeUndefined();
    expect(findings.map(({ code }) => code)).toContain("yaml.too_large");
  });
});

test("a number in the environment stays as it is written", () => {
  expect(
    serviceOf(withLines("environment: { A: 1.10, B: 0o17, C: true, D: 1e3, E: 007 }"))?.environment.map(
      ({ value }) => value,
    ),
  ).toEqual([["1.10"], ["0o17"], ["true"], ["1e3"], ["007"]]);
});

test("a command is divided as a shell would, without one", () => {
  const command = (line: string) => serviceOf(withLines(`command: ${JSON.stringify(line)}`))?.command;
  expect(command(`sh -c "a && b 'c'" 'd "e"' f\\ g --h= ""`)).toEqual([
    "sh",
    "-c",
    "a && b 'c'",
    'd "e"',
    "f g",
    "--h=",
    "",
  ]);
  expect(command("")).toEqual([]);
  const { findings } = lintCompose(withLines("command: migrate && serve"), options);
  expect(findings.find(({ code }) => code === "command.shell")).toMatchObject({
    fix: { replacement: { text: '["sh","-c","migrate && serve"]' } },
  });
});

test("a file of the environment becomes part of the app", () => {
  const files = {
    "a/.env": "# note\n\nA=1\nexport B = two words # note\nC='$SET ${X'\nD=\"line\\nbreak \\$X\"\nE=\nF=a#b\n",
  };
  const { services } = appOf(withLines("env_file: ./a/../a/.env", "environment: [A=2]"), { ...options, files });
  expect(Object.fromEntries(services[0]?.environment.map(({ name, value }) => [name, value.join("")]) ?? [])).toEqual({
    A: "2",
    B: "two words",
    C: "$SET ${X",
    D: "line\nbreak $X",
    E: "",
    F: "a#b",
  });
});

test("aliases and merge keys are followed, and one's own keys win", () => {
  const service = serviceOf(`x-a: &a { image: "nginx:1", expose: ["80"], environment: &e { A: a, B: b } }
x-b: &b { user: "1", image: "nginx:2" }
services:
  web:
    <<: [*a, *b]
    environment: { <<: *e, B: own }
`);
  expect(service).toMatchObject({ image: "docker.io/library/nginx:1", user: "1" });
  expect(service?.environment).toEqual([
    { name: "B", value: ["own"] },
    { name: "A", value: ["a"] },
  ]);
});

test("names that objects have by themselves are names like any other", () => {
  const app = appOf(withLines("environment: { __proto__: a, constructor: b, toString: c }"));
  expect(JSON.parse(renderCompose(app, context).compose).services.web.environment).toEqual(
    JSON.parse('{"__proto__":"a","constructor":"b","toString":"c"}'),
  );
  for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    expect(
      lintCompose(withLines(`${key}: x`), options).findings.map(({ code }) => code),
      key,
    ).toContain("key.unknown");
  }
});

describe("a fix", () => {
  const applied = (text: string, code: string) => {
    const fix = lintCompose(text, options).findings.find((finding) => finding.code === code)?.fix?.replacement;
    if (!fix) throw new Error("no fix");
    return text.slice(0, fix.range.start) + fix.text + text.slice(fix.range.end);
  };

  test.each([
    ["network.ports", `services:\n  web:\n    ports:\n      - "8080:80" # here\n    image: nginx:1.29\n`],
    ["network.ports", `services:\n  web:\n    image: nginx:1.29\n    ports: ["127.0.0.1:8080:80/tcp"]`],
    ["host.privileged", withLines("privileged: true # really?", "init: true")],
    ["host.devices", withLines("devices:", "  - /dev/kvm", "init: true")],
    ["volume.unknown", withLines("volumes: [data:/data]")],
    ["volume.unknown", `${withLines("volumes: [data:/data]")}volumes:\n    other:\n`],
    ["network.unknown", withLines("networks: [inner]").trimEnd()],
    ["key.unknown", withLines("enviroment: { A: b }")],
    ["key.unknown", withLines("nonsense:", "  - a", "init: true")],
    ["command.shell", withLines("command: a && b $$C")],
  ])("of %s makes the file right", (code, text) => {
    expect(lintCompose(text, options).app).toBeUndefined();
    expect(lintCompose(applied(text, code), options).findings.filter(({ severity }) => severity === "error")).toEqual(
      [],
    );
    expect(() => parse(applied(text, code))).not.toThrow();
  });
});

test("a service with a profile is left out, and so is what only it waits for", () => {
  const text = `services:\n  web: { image: "a:1", expose: ["80"], depends_on: { tool: { condition: service_started, required: false } } }\n  tool: { image: "b:1", profiles: [x] }\n`;
  expect(appOf(text).services).toMatchObject([{ name: "web", dependsOn: [] }]);
});

test("unless it says so itself, the web service is the only one that exposes a port", () => {
  const two = `services:\n  a: { image: "a:1", expose: ["80"] }\n  b: { image: "b:1", expose: ["81"] }\n`;
  expect(lintCompose(two, options).findings.map(({ code }) => code)).toContain("web.ambiguous");
  expect(appOf(two.replace(`["81"]`, `["81"], x-rookery: { web: 81 }`)).web).toEqual({ service: "b", port: 81 });
});
