import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComposeApp, lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { renderCompose } from "#core/hosting/compose/render-compose.ts";
import { context, contextFor, goodFiles } from "#core/hosting/compose/test-apps.ts";
import { generatedFile, options } from "#core/hosting/compose/test-generated-files.ts";
import { labSupport } from "./support.ts";
import { accountOf, type TestLab, testLab } from "./test-lab.ts";

type Resolved = Record<string, unknown> & {
  services: Record<string, Record<string, unknown>>;
  networks?: Record<string, Record<string, unknown>>;
  volumes?: Record<string, Record<string, unknown>>;
};

/** What Compose itself understands of a document that would let the app reach beyond itself. */
function reachesBeyond({ name, services, networks = {}, volumes = {}, configs = {}, ...rest }: Resolved): string[] {
  const problems = Object.keys(rest).map((key) => `top level ${key}`);
  if (name !== context.stack) problems.push(`project ${name}`);
  for (const [key, network] of Object.entries(networks)) {
    const { name: called, internal: _, ipam = {}, ...other } = network;
    if (called !== `${context.stack}_${key}` || JSON.stringify([ipam, other]) !== "[{},{}]")
      problems.push(`network ${key}`);
  }
  for (const [key, volume] of Object.entries(volumes)) {
    if (JSON.stringify(volume) !== JSON.stringify({ name: `${context.service}-${key}` }))
      problems.push(`volume ${key}`);
  }
  for (const [key, config] of Object.entries(configs as Record<string, object>)) {
    if ("file" in config || "external" in config || "environment" in config) problems.push(`config ${key}`);
  }
  const published = Object.values(services).flatMap(({ ports = [] }) => ports as Record<string, unknown>[]);
  if (
    published.length !== 1 ||
    published[0]?.host_ip !== "127.0.0.1" ||
    published[0].published !== String(context.port)
  ) {
    problems.push(`ports ${JSON.stringify(published)}`);
  }
  for (const [key, service] of Object.entries(services)) {
    for (const field of Object.keys(service)) if (!harmless.has(field)) problems.push(`${key}.${field}`);
    for (const mount of (service.volumes ?? []) as Record<string, unknown>[]) {
      if (mount.type !== "volume" || !Object.hasOwn(volumes, String(mount.source)))
        problems.push(`${key} mounts ${JSON.stringify(mount)}`);
    }
    if (JSON.stringify(service.security_opt) !== '["no-new-privileges"]') problems.push(`${key}.security_opt`);
  }
  return problems;
}

const harmless = new Set(
  "cap_drop command configs cpus depends_on entrypoint environment expose healthcheck image init labels logging mem_limit networks pids_limit ports read_only security_opt shm_size stop_grace_period stop_signal tmpfs user volumes working_dir".split(
    " ",
  ),
);

describe.skipIf(!labSupport().ok)("compose files of customers on a node", () => {
  let node: TestLab;
  beforeAll(async () => {
    node = await testLab("compose");
    await node.operator.primitive("account-ensure", accountOf(1, [10_001]));
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("what passes means to Compose what it means to the linter, and reaches nothing beyond its app", async () => {
    const apps: { text: string; app: ComposeApp }[] = [];
    const files = Object.values(goodFiles);
    for (let seed = 1; apps.length < 50; seed++) {
      const text = files[seed - 1] ?? generatedFile(seed);
      const { app } = lintCompose(text, options);
      if (app) apps.push({ text, app });
    }
    await mkdir(join(node.dir, "home/test/compose"), { recursive: true });
    const documents = apps.map(({ app }) => renderCompose(app, contextFor(app)).compose);
    for (const [at, compose] of documents.entries())
      await writeFile(join(node.dir, `home/test/compose/${at}.json`), compose);
    const answers = await node.as(
      20_001,
      `seq 0 ${documents.length - 1} | xargs -P 2 -I{} sh -c 'docker-compose -f /home/test/compose/{}.json config --format json 2> /dev/null > /tmp/{}.resolved'
      for at in $(seq 0 ${documents.length - 1}); do jq -cs '.[0]' /tmp/$at.resolved; done`,
    );
    const resolved = answers
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Resolved | null);
    expect(resolved.length).toBe(documents.length);
    for (const [at, { text, app }] of apps.entries()) {
      const document = resolved[at];
      if (!document) throw new Error(`Compose refuses ${documents[at]} of\n${text}`);
      expect(reachesBeyond(document), text).toEqual([]);
      // Compose says a dollar sign as we do.
      const written = JSON.parse(documents[at] ?? "") as Resolved;
      expect(Object.keys(document.services).toSorted()).toEqual(app.services.map(({ name }) => name).toSorted());
      for (const [name, { environment = {}, command = null, image }] of Object.entries(written.services)) {
        const found = document.services[name];
        expect([found?.environment ?? {}, found?.command ?? null, found?.image], text).toEqual([
          environment,
          command,
          image,
        ]);
      }
    }
  });

  test("what is rendered starts under Podman, with its contents, its limits and no right of the host's", async () => {
    const { image } = (await node.operator.primitive("image-ensure", { name: "static", waitSeconds: 20 })) as {
      image: string;
    };
    const { app } = lintCompose(
      `services:
  web:
    image: nginx:1.29
    x-rookery: { web: 8080 }
    init: true
    tmpfs: "/tmp:size=8m,mode=1777"
    volumes: ["data:/srv/data"]
    configs: [{ source: note, target: /srv/note, mode: 0440, uid: "33" }]
    secrets: [key]
    environment: { ODD: $EVIL_3 }
    shm_size: 16m
    stop_signal: SIGQUIT
    stop_grace_period: 5s
    networks: { default: , inner: { aliases: [site] } }
configs: { note: { content: "a $$NOTE" } }
secrets: { key: { environment: DB_PASSWORD } }
volumes: { data: }
networks: { inner: { internal: true } }
`,
      options,
    );
    if (!app) throw new Error("no app");
    const { compose } = renderCompose(app, {
      ...context,
      stack: "shop",
      service: "shop",
      port: 10_001,
      images: { web: image },
    });
    const call = { user: "c-test0001", stack: "shop", compose, waitSeconds: 20 };
    const applied = await node.operator.primitive("stack-apply", call);
    expect(applied).toMatchObject({ state: "healthy" });
    const inside = 'cat /srv/note; echo; cat /run/secrets/key; echo; echo "$ODD"';
    expect(await node.as(20_001, `podman exec shop-web-1 sh -c '${inside}'`)).toBe(
      `a $NOTE\np$w'"\n${options.variables.EVIL_3}\n`,
    );
    const format =
      "{{.HostConfig.Privileged}} {{.HostConfig.CapAdd}} {{.HostConfig.PidMode}} {{.HostConfig.IpcMode}} {{.HostConfig.SecurityOpt}} {{range .Mounts}}{{.Type}}:{{.Name}} {{end}}";
    expect(await node.as(20_001, `podman inspect shop-web-1 --format '${format}'`)).toBe(
      "false [] private shareable [no-new-privileges] volume:shop-data \n",
    );
  });
});
