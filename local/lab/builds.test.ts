import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AppTemplate } from "#core/hosting/index.ts";
import { templates } from "#core/hosting/templates/index.ts";
import { ensureImages } from "./images.ts";
import { layGolang } from "./public-images.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const images = ["node20", "node20-build", "python313", "python313-build", "php84", "php84-build"];
const [builder, victim] = [20_001, 20_002];
const user = userOfSlot(1);
const base = "FROM localhost/rookery/static:2\nUSER root\n";
const page = (text: string) => ({ "index.html": `<h1>${text}</h1>` });

interface Status {
  state: string;
  revision?: { id: string; subject: string; author: string; at: string };
  code?: string;
  message?: string;
  lines: { at: string; text: string }[];
  cursor: string;
}

interface Wanted {
  user?: string;
  home?: string;
  number?: number;
  source?: object;
  folder?: string;
  recipe?: object;
  seconds?: number;
}

describe.skipIf(!labSupport().ok)("builds on a node", () => {
  let node: TestLab;
  let knownHosts: string;
  let digests: Record<string, string>;
  let names = 0;

  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const inside = (script: string, input?: string) => node.lab.inside("bash", ["-c", script], input);
  const gitOf = (ref: string, more: object = {}) => ({ kind: "git", url: "https://forge.test/site.git", ref, ...more });
  const archiveOf = (name: string) => ({
    ...{ kind: "archive", url: `https://forge.test/files/${name}?signature=secret-signature`, sha256: digests[name] },
    format: name.endsWith(".zip") ? "zip" : "tar.gz",
  });
  const push = async (branch: string, files: Record<string, string>, more: object = {}) =>
    (await inside("python3 /home/test/push.py", JSON.stringify({ branch, files, ...more }))).trim();

  async function start(wanted: Wanted): Promise<string> {
    const { home = "shop", number = 1, seconds = 240, source = gitOf("main"), folder = "" } = wanted;
    const build = `b-${++names}`;
    await call("build-start", {
      ...{ user, build, home, image: `localhost/${home}:${number}`, source, folder },
      recipe: wanted.recipe ?? { dockerfile: "Dockerfile" },
      limits: { memoryMb: 512, seconds },
      ...(wanted.user !== undefined && { user: wanted.user }),
    });
    return build;
  }
  const status = (build: string, more: object = {}) =>
    call("build-status", { user, build, limit: 1000, ...more }) as Promise<Status>;
  /** Waits on the node for the end of the build's unit, so that the next one may begin. */
  async function ended(build: string): Promise<Status> {
    const gone = `for i in $(seq 2400); do case $(systemctl --user show -P ActiveState rookery-build-${build}) in inactive | failed) exit 0 ;; esac; sleep 0.1; done; exit 1`;
    await node.as(builder, gone);
    return status(build);
  }
  const built = async (wanted: Wanted) => ended(await start(wanted));
  const textOf = ({ lines }: Status) => lines.map(({ text }) => text).join("\n");

  /** What an account's builds may leave: nothing but notes, images and their layers. */
  const left = () =>
    node.as(
      builder,
      `find ~/.cache/rookery/builds $XDG_RUNTIME_DIR/rookery/builds -mindepth 1 2> /dev/null; podman ps -aq --external; pgrep -u ${builder} -a 'sleep|podman|git|ssh|fuse' | grep -v catatonit; true`,
    );

  beforeAll(async () => {
    node = await testLab("builds", { images });
    for (const slot of [1, 2]) await call("account-ensure", accountOf(slot, [10_000 + slot]));
    knownHosts = await inside("bash /home/test/forge.sh");
    digests = JSON.parse(await inside("python3 /home/test/archives.py"));
    await layGolang(node);
    await ensureImages(node, images);
    await push("main", { Dockerfile: `${base}COPY . /srv/www/\n`, ...page("main") });
    // With nothing in the cache, all of its images are built first.
  }, 1_200_000);
  afterAll(() => node[Symbol.asyncDispose]());

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
      expect(await visit(node.lab, "site.localhost")).toMatchObject({
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
    const paged: Status["lines"] = [];
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
    await node.as(builder, `systemctl --user kill --signal=KILL rookery-build-${build}`);
    expect(await ended(build)).toMatchObject({ state: "failed", code: "build.interrupted" });
    expect(await left()).toBe("");
    await push("hungry", { Dockerfile: `${base}RUN bash -c 'kill -KILL $$'; exit $?\n` });
    expect(await built({ source: gitOf("hungry") })).toMatchObject({ state: "failed", code: "build.out_of_memory" });
  });

  test.each([
    ["a branch that is not there", () => ({ source: gitOf("nowhere") }), "build.ref_unknown"],
    [
      "a repository that is not there",
      () => ({ source: gitOf("main", { url: "https://forge.test/none.git" }) }),
      "build.repository_unknown",
    ],
    [
      "a host that does not answer",
      () => ({ source: gitOf("main", { url: "https://203.0.113.9/site.git" }), seconds: 60 }),
      "build.source_unreachable",
    ],
    ["a folder that is not there", () => ({ folder: "nowhere" }), "build.folder_unknown"],
    ["a Dockerfile that is not there", () => ({ recipe: { dockerfile: "web/Dockerfile" } }), "build.no_dockerfile"],
    [
      "a private repository",
      () => ({ source: gitOf("main", { url: "https://forge.test/private/site.git" }) }),
      "build.access_refused",
    ],
    [
      "a file that the recipe needs",
      () => ({ recipe: templates.static.build?.({ publish: "nowhere" }) ?? {} }),
      "build.file_missing",
    ],
    [
      "an unknown archive",
      () => ({ source: { ...archiveOf("good.zip"), url: "https://forge.test/files/none" } }),
      "build.source_unreachable",
    ],
    [
      "another archive than was uploaded",
      () => ({ source: { ...archiveOf("good.zip"), sha256: "0".repeat(64) } }),
      "build.archive_differs",
    ],
  ])("%s is told by its code", async (_, wanted, code) => {
    expect(await built(wanted())).toMatchObject({ state: "failed", code, message: expect.stringMatching(/\.$/) });
  });

  test("submodules and links out of the source are refused", async () => {
    await push("sub", { Dockerfile: base }, { submodule: "lib" });
    expect(await built({ source: gitOf("sub") })).toMatchObject({
      code: "build.submodules",
      message: expect.stringContaining("lib"),
    });
    await push("links", { Dockerfile: `link to /home/${userOfSlot(1)}/.bashrc`, folder: "link to /home" });
    expect(await built({ source: gitOf("links") })).toMatchObject({ code: "build.no_dockerfile" });
    expect(await built({ source: gitOf("links"), folder: "folder" })).toMatchObject({ code: "build.folder_unknown" });
  });

  test("tags, commits and the branch that a repository calls its own are found", async () => {
    const commit = (await inside("git --git-dir=/home/forge/site.git rev-parse main")).trim();
    for (const ref of ["tag-main", commit, "HEAD"]) {
      expect(await built({ source: gitOf(ref) })).toMatchObject({ state: "built", revision: { id: commit } });
    }
  });

  test("a deploy key opens a repository by ssh, where the host is known, and is nowhere to be found after", async () => {
    const key = await inside("cat /home/forge/deploy");
    const other = await inside("rm -f /root/other*; ssh-keygen -q -t ed25519 -N '' -f /root/other; cat /root/other");
    const ssh = { url: "ssh://forge@forge.test/home/forge/site.git", key, knownHosts };
    expect(await built({ source: gitOf("main", ssh) })).toMatchObject({ state: "built" });
    expect(await built({ source: gitOf("main", { ...ssh, url: "forge@forge.test:site.git" }) })).toMatchObject({
      state: "built",
    });
    expect(await built({ source: gitOf("main", { ...ssh, key: other }) })).toMatchObject({ code: "build.key_refused" });
    expect(await built({ source: gitOf("main", { ...ssh, knownHosts: undefined }) })).toMatchObject({
      code: "build.host_key_unknown",
    });
    const wrong = knownHosts.replace("forge.test ", "other.test ");
    expect(await built({ source: gitOf("main", { ...ssh, knownHosts: wrong }) })).toMatchObject({
      code: "build.host_key_unknown",
    });
    const secret = key.split("\n")[2] ?? "";
    const found = await node.as(
      builder,
      'grep -rlF -- "$1" ~/.local/state ~/.cache $XDG_RUNTIME_DIR 2> /dev/null; true',
      secret,
    );
    expect([secret.length > 20, found]).toEqual([true, ""]);
  });

  test("tokens and signatures of addresses are in no command line and no log", async () => {
    await inside(
      'systemd-run -q --unit=watch bash -c \'while true; do for f in /proc/[0-9]*/cmdline; do tr "\\0" " " < $f; echo; done | grep -E "forge-token-123[4]|secret-signatur[e]|git fetc[h]"; done >> /home/seen 2> /dev/null\'',
    );
    const url = "https://deploy:forge-token-1234@forge.test/private/site.git";
    const cloned = await built({ source: gitOf("main", { url }) });
    const fetched = await built({ source: archiveOf("good.zip"), recipe: templates.static.build?.({}) ?? {} });
    await inside("systemctl stop watch");
    for (const one of [cloned, fetched]) {
      expect(one).toMatchObject({ state: "built" });
      expect(JSON.stringify(one)).not.toMatch(/forge-token|secret-signature/);
    }
    const seen = await inside("sort -u /home/seen");
    expect(seen).toContain("git fetch");
    expect(seen).not.toMatch(/forge-token|secret-signature/);
  });

  test("what a program prints of a key or of an address with a token is not in the log", async () => {
    await push("prints", {
      Dockerfile: `${base}RUN echo https://ann:hunter22@example.org/x; printf 'a\\033[31mred\\033[0m\\rb\\n'\n`,
    });
    const text = textOf(await built({ source: gitOf("prints") }));
    expect(text).toContain("https://[redacted]@example.org/x\n");
    expect(text).toContain("\nared\nb\n");
  });

  test("an endless log is cut, and its end is there", async () => {
    await push("floods", {
      Dockerfile: `${base}RUN yes 'a line of a log that has no end, or so it seems to whoever reads it' | head -n 90000; echo the end; exit 1\n`,
    });
    const build = await start({ source: gitOf("floods") });
    expect(await ended(build)).toMatchObject({ state: "failed" });
    const log = await node.as(builder, `cat ~/.local/state/rookery/builds/${build}/log`);
    expect(log.length).toBeLessThan(5 * 1024 * 1024);
    expect(log).toMatch(/The log is full.*\n.*[0-9]+ lines were left out/);
    expect(log.trimEnd().split("\n").slice(-4).join("\n")).toContain("the end");
  });

  describe("archives", () => {
    const recipe = templates.static.build?.({}) ?? {};
    test.each(["good.zip", "good.tar.gz"])("%s is built, from the folder that it holds", async (name) => {
      expect(await built({ source: archiveOf(name), recipe })).toMatchObject({
        state: "built",
        revision: { id: digests[name] },
      });
      const shown = await node.as(
        builder,
        "podman run --rm --network none localhost/shop:1 sh -c 'ls /srv/www; cat /srv/www/index.html'",
      );
      expect(shown).toContain("<h1>from an archive</h1>");
      expect(shown).toContain(name === "good.zip" ? "größe.html" : "again.html\nindex.html\nsame.html");
    });

    test("one that is hostile or damaged is refused with the name of its entry, and writes nothing anywhere else", async () => {
      const unsafe = [
        ...["climbs.tar.gz", "absolute.tar.gz", "link-out.tar.gz", "link-absolute.tar.gz", "link-chain.tar.gz"],
        ...[
          "through-inner-link.tar.gz",
          "hard-out.tar.gz",
          "device.tar.gz",
          "pipe.tar.gz",
          "setuid.tar.gz",
          "twice.tar.gz",
        ],
        ...["zeros.tar.gz", "climbs.zip", "backslash.zip", "link-out.zip", "setuid.zip", "zeros.zip"],
      ];
      const others: Record<string, string> = {
        ...{
          "through-link.tar.gz": "archive_unsafe",
          "newline.tar.gz": "archive_unsafe",
          "deep.tar.gz": "archive_unsafe",
        },
        ...{ "many.tar.gz": "too_large", "lying.zip": "archive_unreadable", "header.tar.gz": "archive_unreadable" },
        ...{
          "garbage.zip": "archive_unreadable",
          "garbage.tar.gz": "archive_unreadable",
        },
      };
      const all = [...unsafe, ...Object.keys(others)];
      const unpack = `for name in "$@"; do rm -rf ~/out && mkdir ~/out && form=\${name#*.}
        /usr/local/lib/rookery/lib/build/unpack $form /home/forge/files/$name ~/out || true; done; rm -rf ~/out`;
      const refusals = (await node.as(builder, unpack, ...all)).trim().split("\n");
      expect(refusals).toHaveLength(all.length);
      for (const [index, name] of all.entries()) {
        const { code, message } = JSON.parse(refusals[index] ?? "");
        expect([name, code]).toEqual([name, `build.${others[name] ?? "archive_unsafe"}`]);
        if (unsafe.includes(name)) expect(message).toContain(name.replace(/\..*/, ""));
      }
      expect(await built({ source: archiveOf("climbs.tar.gz"), recipe })).toMatchObject({
        code: "build.archive_unsafe",
      });
      const strays = "-maxdepth 3 \\( -name climbs -o -name absolute -o -name through-link -o -name '*backslash' \\)";
      expect(await inside(`find /tmp /home ${strays} ! -path '/home/forge/*'`)).toBe("");
      expect(await left()).toBe("");
    });
  });

  describe("what customers write reaches no shell, no option and no other transport", () => {
    const refs = [
      "--upload-pack=touch /tmp/pwned",
      "-x",
      "a b",
      "a..b",
      "@{-1}",
      "a:b",
      "+main",
      "refs/heads/*",
      "a\nb",
      "",
      ".",
      "/main",
      "main.lock",
      "$(id)",
      "^main",
      "~",
    ];
    const urls = [
      ...[
        "ext::sh -c touch% /tmp/pwned",
        "file:///etc",
        "/etc",
        "git://forge.test/x",
        "http://forge.test/x.git",
        "ftp://forge.test/x",
      ],
      ...[
        "--upload-pack=touch /tmp/pwned",
        "-oProxyCommand=touch /tmp/pwned",
        "ssh://-oProxyCommand=touch%20x/x",
        "git@-oProxyCommand=x:y",
      ],
      ...[
        "-oProxyCommand=x@forge.test:y",
        "https://forge.test/x y",
        "https://forge.test/`id`",
        "https://forge.test/$(id)",
        "https://forge.test/x\n",
        "https://-x/y",
      ],
      ...[
        "ssh://forge.test:22;id/x",
        "forge@forge.test:--upload-pack=x",
        "https://",
        "transport::https://forge.test/x",
        "https://forge.test",
        "fd::17",
        "https://a:b@c:d@e/f g",
      ],
    ];
    const keys = ["not a key", "-----BEGIN X", "/etc/passwd", "-----BEGIN OPENSSH PRIVATE KEY-----\n\u0000", 7, [], {}];
    const paths = [
      "..",
      "../x",
      "a/../../x",
      "/etc",
      "-f",
      "a/-x",
      "a//b",
      "a b",
      "$(id)",
      "a\nb",
      ".",
      "a/./b",
      "x;y",
      "a\\b",
    ];
    const document = (change: object) => ({
      ...{
        user,
        build: "fuzzed",
        home: "shop",
        image: "localhost/shop:1",
        source: gitOf("main"),
        folder: "",
        recipe: { dockerfile: "Dockerfile" },
      },
      limits: { memoryMb: 512, seconds: 60 },
      ...change,
    });
    const hostile: [string, object][] = [
      ...refs.map((ref): [string, object] => [`ref ${JSON.stringify(ref)}`, { source: gitOf(ref) }]),
      ...urls.map((url): [string, object] => [`url ${JSON.stringify(url)}`, { source: gitOf("main", { url }) }]),
      ...keys.map((key): [string, object] => [`key ${JSON.stringify(key)}`, { source: gitOf("main", { key }) }]),
      ...paths.map((path): [string, object] => [`folder ${JSON.stringify(path)}`, { folder: path }]),
      ...["", ...paths].map((path): [string, object] => [
        `dockerfile ${JSON.stringify(path)}`,
        { recipe: { dockerfile: path } },
      ]),
      ...["http://forge.test/x", "file:///etc/passwd", "https://forge.test/x\r\nHost: y", "https://a@b/x"].map(
        (url): [string, object] => [
          `archive ${url}`,
          { source: { kind: "archive", url, sha256: "0".repeat(64), format: "zip" } },
        ],
      ),
      ...["localhost/other:1", "localhost/shop:x", "shop:1", "localhost/shop:1 --privileged", "localhost/shop/x:1"].map(
        (image): [string, object] => [`image ${image}`, { image }],
      ),
      ["a second recipe", { recipe: { dockerfile: "x", containerfile: "FROM x" } }],
      ["no recipe", { recipe: {} }],
      ["an unknown field", { source: gitOf("main", { uploadPack: "x" }) }],
      ["no time", { limits: { memoryMb: 512, seconds: 0 } }],
      ["no memory", { limits: { memoryMb: 1, seconds: 60 } }],
    ];
    test("all of it is refused before anything starts", async () => {
      const refusals = await Promise.all(
        hostile.map(([, change]) => call("build-start", document(change)).catch(({ code }) => code)),
      );
      expect(hostile.map(([name], index) => [name, refusals[index]])).toEqual(
        hostile.map(([name]) => [name, "input.invalid"]),
      );
      expect(await inside("ls /tmp | grep pwned; true")).toBe("");
    });
  });

  describe("a build step reaches nothing of another account, of the node or of its cloud", () => {
    const targets = [
      "127.0.0.1,10002",
      "::1,10002",
      "10.0.2.100,22",
      "169.254.1.2,22",
      "169.254.1.2,10002",
      "169.254.169.254,80",
    ];
    const open = ["198.51.100.2,80"];
    beforeAll(async () => {
      await inside("bash /home/test/outside.sh");
      await call("stack-apply", siteOf(2, "site-2", 10_002, "site of 2"));
      await node.as(victim, "echo secret > ~/secret; chmod 644 ~/secret");
    });

    test.each(["", "--network=host "])("by a step with “%s”", async (option) => {
      const reach = await inside("cat /home/test/reach.sh");
      const steps = `${base}COPY reach.sh /\nRUN ${option}bash /reach.sh ${[...targets, ...open].join(" ")} file:/home/${userOfSlot(2)}/secret file:/home > /reached; sed 's/^/reached /' /reached\n`;
      await push("attacks", { Dockerfile: steps, "reach.sh": reach });
      const status = await built({ source: gitOf("attacks"), number: 7 });
      expect(status).toMatchObject({ state: "built" });
      expect(textOf(status).match(/(?<=^reached ).+/gm)).toEqual(open);
    });

    test("by what a Dockerfile may name of the node", async () => {
      const secret = `/home/${userOfSlot(2)}`;
      for (const line of [
        `FROM dir:${secret}`,
        `FROM oci-archive:${secret}/secret`,
        `${base}RUN --mount=type=bind,source=${secret},target=/x cat /x/secret`,
        `${base}ADD link /srv/`,
      ]) {
        await push("names", { Dockerfile: `${line}\n`, link: `link to ${secret}/secret` });
        const status = await built({ source: gitOf("names"), number: 7 });
        expect([line, status.state]).toEqual([line, "failed"]);
        expect(textOf(status)).not.toMatch(/^secret$/m);
      }
    });

    test.each([
      "https://127.0.0.1:10002/x.git",
      "https://169.254.169.254/x.git",
      "https://10.0.2.100:22/x.git",
      "https://localhost/x.git",
    ])("by fetching from %s", async (url) => {
      expect(await built({ source: gitOf("main", { url }), seconds: 60 })).toMatchObject({
        code: "build.source_unreachable",
      });
      const archive = { ...archiveOf("good.zip"), url };
      expect(await built({ source: archive, seconds: 60 })).toMatchObject({ code: "build.source_unreachable" });
    });
  });

  test("an image goes when nothing runs on it, and the platform's own do not", async () => {
    await built({ number: 8 });
    await node.as(builder, "podman run -d --name runs --network none localhost/shop:8 sleep 1000 > /dev/null");
    const input = { user, image: "localhost/shop:8" };
    await expect(call("user-image-remove", input)).rejects.toMatchObject({ code: "image.in_use" });
    await node.as(builder, "podman rm -f -t 0 runs > /dev/null");
    expect(await call("user-image-remove", input)).toEqual({ state: "absent" });
    expect(await call("user-image-remove", input)).toEqual({ state: "absent" });
    await expect(call("user-image-remove", { user, image: "localhost/rookery/static:2" })).rejects.toMatchObject({
      code: "input.invalid",
    });
    expect(await node.as(builder, "podman image exists localhost/rookery/static:2 && echo there")).toBe("there\n");
  });
});
