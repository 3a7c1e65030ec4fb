import { describe, expect, test } from "vitest";
import type { AppTemplate } from "#core/hosting/index.ts";
import { templates } from "#core/hosting/templates/index.ts";
import { type BuildStatus, base, buildLab, page, user } from "./build-lab.ts";
import { layGolang } from "./public-images.ts";
import { labSupport } from "./support.ts";
import { visit } from "./test-lab.ts";

const images = ["node20", "node20-build", "python313", "python313-build", "php84", "php84-build"];

describe.skipIf(!labSupport().ok)("builds on a node", () => {
  const { call, inside, asBuilder, gitOf, push, start, status, ended, built, textOf, left, node } = buildLab(
    "builds",
    images,
    layGolang,
  );

  describe("each kind of app is built of its code and answers", () => {
    const server = (text: string) =>
      `require("node:http").createServer((_, r) => r.end(${JSON.stringify(text)})).listen(process.env.PORT, process.env.HOST);`;
    const goServer = `package main

import "net/http"

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("from Go")) })
	http.ListenAndServe(":3000", nil)
}
`;
    const vendored = { "vendored/package.json": '{"name":"vendored","version":"1.0.0"}', "vendored/index.js": "" };
    const cases: [string, AppTemplate, object, Record<string, string>, string][] = [
      [
        "static pages of a folder",
        templates.static,
        { publish: "public" },
        { "public/index.html": "as they are", "x.txt": "" },
        "as they are",
      ],
      [
        "static pages made by a command",
        templates.static,
        {
          buildCommand: `node -e "fs.mkdirSync('dist'); fs.writeFileSync('dist/index.html', 'made $HOME'.slice(0, 4))"`,
          publish: "dist",
        },
        { "package.json": '{"name":"site","version":"1.0.0"}' },
        "made",
      ],
      [
        "Node.js with a build script and a package",
        templates.node,
        { command: "node dist/server.js" },
        {
          "package.json": JSON.stringify({
            ...{ name: "app", version: "1.0.0", dependencies: { vendored: "file:vendored" } },
            scripts: { build: "mkdir -p dist && cp server.js dist/" },
          }),
          "server.js": `require("vendored");${server("from Node.js")}`,
          ...vendored,
        },
        "from Node.js",
      ],
      [
        "Python with a package",
        templates.python,
        { application: "app:app" },
        {
          "app.py": `def app(environ, start):\n    start("200 OK", [])\n    return [b"from Python"]\n`,
          "requirements.txt": "",
        },
        "from Python",
      ],
      ["PHP", templates.php, { documentRoot: "public" }, { "public/index.php": "<?= 'from ', 'PHP' ?>" }, "from PHP"],
      [
        "Go in a Dockerfile",
        templates.dockerfile,
        { port: 3000 },
        {
          Dockerfile:
            'FROM golang:1.24-trixie AS build\nWORKDIR /src\nCOPY . .\nRUN go build -o /app .\nFROM debian:trixie-slim\nCOPY --from=build /app /usr/bin/app\nUSER www-data\nCMD ["app"]\n',
          "go.mod": "module example.org/app\n\ngo 1.24\n",
          "main.go": goServer,
        },
        "from Go",
      ],
      [
        "Debian's own packages in a Dockerfile",
        templates.dockerfile,
        {},
        {
          Dockerfile:
            'FROM debian:trixie-slim\nRUN apt-get update && apt-get install -y --no-install-recommends busybox-static\nCOPY . /srv/www\nUSER www-data\nCMD ["busybox", "httpd", "-f", "-p", "8080", "-h", "/srv/www"]\n',
          ...page("from Debian"),
        },
        "from Debian",
      ],
    ];
    test.each(cases)("%s", async (name, template, parameters, files, text) => {
      const stack = name.toLowerCase().replaceAll(/[^a-z]+/g, "-");
      await push(stack, files);
      const recipe = template.build?.(parameters) ?? {};
      const status = await built({ home: stack, source: gitOf(stack), recipe });
      expect([status.state, status.message, textOf(status)]).toEqual(["built", undefined, expect.any(String)]);
      const rendered = template.render({
        ...{
          stack,
          service: stack,
          host: `${stack}.localhost`,
          port: 10_001,
          image: `localhost/${stack}:1`,
          parameters,
        },
        ...{ limits: { memoryMb: 256, processes: 128 }, environment: {}, secrets: {} },
      });
      const applied = await call("stack-apply", { user, stack, ...rendered, waitSeconds: 20 });
      expect(applied).toMatchObject({ state: "healthy" });
      await call("route-put", { site: "site", hosts: ["site.localhost"], port: 10_001, state: "live" });
      expect(await visit(node().lab, "site.localhost")).toMatchObject({
        status: 200,
        text: expect.stringContaining(text),
      });
      await call("stack-remove", { user, stack });
    });
  });

  test("steps of a Dockerfile are not run again until something before them changes", async () => {
    const files = { Dockerfile: `${base}RUN echo once; date +%N\nCOPY . /srv/www\n` };
    const times: number[] = [];
    const logs: string[] = [];
    for (const text of ["one", "two"]) {
      await push("again", { ...files, ...page(text) });
      const began = performance.now();
      logs.push(textOf(await built({ home: "again", source: gitOf("again") })));
      times.push(Math.round(performance.now() - began));
    }
    expect(logs[0]).toMatch(/^once$/m);
    expect(logs[1]).not.toMatch(/^once$/m);
    expect(logs[1]).toContain("Using cache");
    expect(logs[1]).toContain("The image is ready.");
    console.log(`built in ${times[0]} ms, and after a change of one file in ${times[1]} ms`);
  });

  test("the log has every line with its time, in pages too, and the revision is the commit's", async () => {
    const commit = await push("fails", { Dockerfile: `${base}RUN echo before; echo oops >&2; exit 3\n` });
    const build = await start({ source: gitOf("fails") });
    const whole = await ended(build);
    expect(whole).toMatchObject({
      state: "failed",
      code: "build.failed",
      message: expect.stringContaining("echo before"),
    });
    expect(whole.revision).toEqual({
      id: commit,
      subject: "Make fails",
      author: "Ann Author",
      at: "2026-11-22T12:00:00Z",
    });
    expect(textOf(whole)).toMatch(/before\noops\n/);
    const paged: BuildStatus["lines"] = [];
    let cursor: string | undefined;
    for (let turn = 0; turn < 50; turn++) {
      const next = await status(build, { limit: 2, ...(cursor !== undefined && { after: cursor }) });
      if (next.lines.length === 0) break;
      paged.push(...next.lines);
      cursor = next.cursor;
    }
    expect(paged).toEqual(whole.lines);
    expect(cursor).toBe(whole.cursor);
    expect(
      await call("build-start", {
        ...{ user, build, home: "shop", image: "localhost/shop:1", folder: "" },
        source: gitOf("main"),
        recipe: { dockerfile: "Dockerfile" },
        limits: { memoryMb: 512, seconds: 60 },
      }),
    ).toEqual({ state: "failed" });
    await call("build-remove", { user, build });
    expect(await status(build)).toEqual({ state: "absent", lines: [], cursor: "0" });
  });

  test("a build that is stuck ends by itself, and one that is cancelled at once, with all that it started", async () => {
    await push("stuck", {
      Dockerfile: `${base}RUN trap '' TERM; (setsid sleep 3001 > /dev/null 2>&1 &) ; echo waiting; sleep 3002\n`,
    });
    expect(await built({ source: gitOf("stuck"), seconds: 15 })).toMatchObject({
      state: "failed",
      code: "build.timed_out",
    });
    expect(await left()).toBe("");

    const build = await start({ source: gitOf("stuck") });
    await inside("for i in $(seq 300); do pgrep -f 'sleep 300[2]' > /dev/null && exit 0; sleep 0.1; done; exit 1");
    await expect(start({})).rejects.toMatchObject({ code: "node.busy" });
    expect(await call("build-stop", { user, build })).toEqual({ state: "cancelled" });
    expect(await call("build-stop", { user, build })).toEqual({ state: "cancelled" });
    expect(await status(build)).toMatchObject({ state: "cancelled", revision: { subject: "Make stuck" } });
    expect(await inside("pgrep -f 'sleep 300[12]'; true")).toBe("");
    expect(await left()).toBe("");
  });

  test("a build that was cut off says so, and one whose step is killed says that memory ran out", async () => {
    const build = await start({ source: gitOf("stuck") });
    await inside("for i in $(seq 300); do pgrep -f 'sleep 300[2]' > /dev/null && exit 0; sleep 0.1; done; exit 1");
    await asBuilder(`systemctl --user kill --signal=KILL rookery-build-${build}`);
    expect(await ended(build)).toMatchObject({ state: "failed", code: "build.interrupted" });
    expect(await left()).toBe("");
    await push("hungry", { Dockerfile: `${base}RUN bash -c 'kill -KILL $$'; exit $?\n` });
    expect(await built({ source: gitOf("hungry") })).toMatchObject({ state: "failed", code: "build.out_of_memory" });
  });

  test("an endless log is cut, and its end is there", async () => {
    await push("floods", {
      Dockerfile: `${base}RUN yes 'a line of a log that has no end, or so it seems to whoever reads it' | head -n 90000; echo the end; exit 1\n`,
    });
    const build = await start({ source: gitOf("floods") });
    expect(await ended(build)).toMatchObject({ state: "failed" });
    const log = await asBuilder(`cat ~/.local/state/rookery/builds/${build}/log`);
    expect(log.length).toBeLessThan(5 * 1024 * 1024);
    expect(log).toMatch(/The log is full.*\n.*[0-9]+ lines were left out/);
    expect(log.trimEnd().split("\n").slice(-4).join("\n")).toContain("the end");
  });

  test("an image goes when nothing runs on it, and the platform's own do not", async () => {
    await built({ number: 8 });
    await asBuilder("podman run -d --name runs --network none localhost/shop:8 sleep 1000 > /dev/null");
    const input = { user, image: "localhost/shop:8" };
    await expect(call("user-image-remove", input)).rejects.toMatchObject({ code: "image.in_use" });
    await asBuilder("podman rm -f -t 0 runs > /dev/null");
    expect(await call("user-image-remove", input)).toEqual({ state: "absent" });
    expect(await call("user-image-remove", input)).toEqual({ state: "absent" });
    await expect(call("user-image-remove", { user, image: "localhost/rookery/static:2" })).rejects.toMatchObject({
      code: "input.invalid",
    });
    expect(await asBuilder("podman image exists localhost/rookery/static:2 && echo there")).toBe("there\n");
  });
});
