import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { listenOnLoopback } from "../platform/loopback-server.ts";

const local = join(import.meta.dirname, "..");
const startFile = join(local, "start.mjs");

let dir: string;
let running: ChildProcess[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "rookery-start-"));
  running = [];
});

afterEach(async () => {
  for (const child of running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
  await rm(dir, { recursive: true, force: true });
});

interface Run {
  file?: string;
  env?: NodeJS.ProcessEnv;
}

function start(args: readonly string[], { file = startFile, env = process.env }: Run = {}) {
  const child = spawn(process.execPath, [file, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  running.push(child);
  const printed = { out: "", errors: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed.errors += chunk;
  });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...printed }));
  return { child, ended };
}

describe("what cannot be done is one sentence and a failure", () => {
  test.each([
    [["--prot", "5000"], /^Unknown option '--prot'\. Try npm start -- --help\.\n$/],
    [["--port", "http"], /^--port takes a number from 0 to 65532, not http\.\n$/],
  ])("%j", async (args, sentence) => {
    const { code, out, errors } = await start(args).ended;
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(errors).toMatch(sentence);
  });

  test("a data directory that is a file", async () => {
    await writeFile(join(dir, "data"), "");
    const { code, errors } = await start(["--data", join(dir, "data"), "--port", "0"]).ended;
    expect(code).toBe(1);
    expect(errors).toBe(`${join(dir, "data")} is not a directory: choose another with --data DIR.\n`);
  });

  test.each([0, 1, 2, 3])("port N + %i in use", async (offset) => {
    const { taken, port } = await onlyTaken(offset);
    const args = ["--data", join(dir, "data"), "--port", String(port), "--without-node"];
    const { code, errors } = await start(args).ended;
    expect(code).toBe(1);
    expect(errors).toBe(`Port ${port + offset} is in use by another program: choose others with --port N.\n`);
    await closed(taken);
  });
});

const closed = (server: Server) => new Promise((resolve) => server.close(resolve));

/** Four ports in a row of which one is taken: a port that the system gives may have neighbours that others use. */
async function onlyTaken(offset: number): Promise<{ taken: Server; port: number }> {
  for (;;) {
    const taken = createServer();
    const port = (await listenOnLoopback(taken)) - offset;
    const others = [0, 1, 2, 3].filter((n) => n !== offset).map((n) => ({ server: createServer(), at: port + n }));
    const free = await Promise.all(
      others.map(({ server, at }) =>
        once(server.listen(at, "127.0.0.1"), "listening").then(
          () => true,
          () => false,
        ),
      ),
    );
    await Promise.all(others.filter(({ server }) => server.listening).map(({ server }) => closed(server)));
    if (free.every(Boolean)) return { taken, port };
    await closed(taken);
  }
}

describe("installing", () => {
  /** A copy without packages, and an npm that does as it is told. */
  async function givenCopy(npm: string): Promise<Run> {
    await mkdir(join(dir, "local"));
    await cp(startFile, join(dir, "local/start.mjs"));
    await cp(join(local, "launch"), join(dir, "local/launch"), { recursive: true });
    await writeFile(
      join(dir, "package-lock.json"),
      JSON.stringify({ packages: { "node_modules/x": { version: "1" } } }),
    );
    // Whatever lies in the folders above says nothing about these files.
    await writeFile(join(dir, "package.json"), JSON.stringify({ type: "commonjs" }));
    await writeFile(join(dir, "npm.js"), npm);
    return { file: join(dir, "local/start.mjs"), env: { ...process.env, npm_execpath: join(dir, "npm.js") } };
  }

  test.each([
    ["npm error code ENOTFOUND", "npm could not reach its registry: check the network, then try again.\n"],
    ["npm error ENOSPC: no space left", "The disk is full: npm could not install the packages.\n"],
    ["npm error something else", "npm could not install the packages: something else\n"],
  ])("%s", async (line, sentence) => {
    const copy = await givenCopy(`console.error(${JSON.stringify(line)}); process.exit(1);`);
    expect(await start([], copy).ended).toMatchObject({ code: 1, errors: sentence });
  });

  test("asks npm for what is missing, without the tools for development", async () => {
    const copy = await givenCopy(
      `require("fs").writeFileSync(${JSON.stringify(join(dir, "asked"))}, process.argv.join(" "));`,
    );
    const { out } = await start([], copy).ended;
    expect(out).toContain("Installing packages with npm …");
    expect(await readFile(join(dir, "asked"), "utf8")).toContain(" ci --omit=dev ");
  });
});

test("help names every option", async () => {
  const { code, out } = await start(["--help"]).ended;
  expect(code).toBe(0);
  for (const option of ["--data DIR", "--port N", "--without-node"]) expect(out).toContain(option);
});

describe("a running platform", { timeout: 180_000 }, () => {
  const dataDir = () => join(dir, "data");
  const description = () => readFile(join(dataDir(), "platform.json"), "utf8").then(JSON.parse, () => undefined);
  const waiting = { timeout: 120_000, interval: 200 };

  async function givenPlatform() {
    const platform = start(["--data", dataDir(), "--port", "0", "--without-node"]);
    await expect.poll(description, waiting).toMatchObject({ node: { ready: false } });
    return { ...platform, url: (await description()).url as string };
  }

  test("says where everything is, refuses a second start, and Ctrl-C ends it cleanly", async () => {
    const platform = await givenPlatform();
    const second = await start(["--data", dataDir(), "--port", "0"]).ended;
    expect(second.code).toBe(1);
    expect(second.errors).toMatch(/^Rookery already runs on .* \(process \d+\)\..*\n$/);

    platform.child.kill("SIGINT");
    const { code, out, errors } = await platform.ended;
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    for (const word of ["Portal", "Dashboard", "Payments", "Mail", "Customer", "Staff", "Stopped."]) {
      expect(out).toContain(word);
    }
    await expect(fetch(platform.url)).rejects.toThrow();
    expect(await description()).toBeUndefined();
  });

  test("ends with the process that started it", async () => {
    const platform = await givenPlatform();
    platform.child.kill("SIGKILL");
    await expect
      .poll(
        () =>
          fetch(platform.url).then(
            () => "up",
            () => "down",
          ),
        waiting,
      )
      .toBe("down");
    await expect.poll(description, waiting).toBeUndefined();
  });
});
