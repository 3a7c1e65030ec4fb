import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { installedBinaries } from "./binaries.ts";
import { asSuperuser, bootstrapDatabase, urlOf } from "./bootstrap.ts";
import { discardCluster } from "./cluster.ts";
import { startPostgres } from "./postgres.ts";
import { runningPostmaster } from "./postmaster.ts";
import { serverUser } from "./server-user.ts";

let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), "postgres-"));
});
afterAll(async () => {
  await discardCluster(dir);
});

const start = (port?: number) => startPostgres({ dir, durability: "development", ...(port ? { port } : {}) });
const select = (url: string, sql: string) => asSuperuser(url, async (client) => (await client.query(sql)).rows);

test("Postgres 18 with UTF-8, sorted the same on every system, keeps its rows over a restart", async () => {
  const first = await start();
  await select(first.superuserUrl, "create table kept (n int)");
  await select(first.superuserUrl, "insert into kept values (1)");
  await first.stop();
  const second = await start();
  expect(
    await select(
      second.superuserUrl,
      "select n, current_setting('server_version_num')::int / 10000 as major from kept",
    ),
  ).toEqual([{ n: 1, major: 18 }]);
  expect(
    await select(
      second.superuserUrl,
      "select datlocprovider, datlocale, pg_encoding_to_char(encoding) as encoding from pg_database where datname = 'postgres'",
    ),
  ).toEqual([{ datlocprovider: "b", datlocale: "C.UTF-8", encoding: "UTF8" }]);
  await second.stop();
});

test("nobody gets in without the password, the superuser included", async () => {
  const postgres = await start();
  const refused = urlOf(postgres.superuserUrl, { password: "postgres" });
  await expect(new pg.Client(refused).connect()).rejects.toMatchObject({ code: "28P01" });
  await postgres.stop();
});

test("a second start on the same directory names the process that uses it, and harms nothing", async () => {
  const postgres = await start();
  await expect(start()).rejects.toThrow(`is in use by process ${process.pid}`);
  expect(await select(postgres.superuserUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await postgres.stop();
});

test("a port that is taken is said in one sentence", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const address = other.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await expect(start(port)).rejects.toThrow(`Postgres cannot start because port ${port} is in use.`);
  other.close();
});

test("a platform without binaries is told about LOCAL_DATABASE_URL", async () => {
  await expect(installedBinaries(undefined, "plan9-mips")).rejects.toThrow(
    /no embedded Postgres for plan9-mips; set LOCAL_DATABASE_URL/,
  );
});

test("a server of the developer's own is used as it is, and left running", async () => {
  const own = await start();
  vi.stubEnv("LOCAL_DATABASE_URL", own.superuserUrl);
  const borrowed = await startPostgres({ dir: path.join(dir, "unused"), durability: "development" });
  expect(borrowed).toMatchObject({ host: "127.0.0.1", port: own.port, superuserUrl: own.superuserUrl });
  await borrowed.stop();
  vi.unstubAllEnvs();
  expect(await select(own.superuserUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  await own.stop();
});

describe("after the parent was killed", () => {
  test("the server left running is taken over, with everything that was committed", async () => {
    const orphan = await killParent();
    const postgres = await start();
    expect((await runningPostmaster(path.join(dir, "data")))?.pid).toBe(orphan);
    expect(await select(postgres.superuserUrl, "select count(*)::int as rows from committed")).toEqual([{ rows: 1 }]);
    await postgres.stop();
    expect(await runningPostmaster(path.join(dir, "data"))).toBeUndefined();
  });

  test("a server with other settings is stopped and started anew", async () => {
    const orphan = await killParent();
    const postgres = await startPostgres({ dir, durability: "test" });
    expect((await runningPostmaster(path.join(dir, "data")))?.pid).not.toBe(orphan);
    expect(await select(postgres.superuserUrl, "show synchronous_commit")).toEqual([{ synchronous_commit: "off" }]);
    await postgres.stop();
  });

  test("commits survive a server killed with it, and its lock file that now names a stranger", async () => {
    const orphan = await killParent();
    process.kill(orphan, "SIGKILL");
    const stranger = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
      ...(await serverUser()),
      stdio: "ignore",
    });
    const lock = path.join(dir, "data", "postmaster.pid");
    const [, ...rest] = (await readFile(lock, "utf8")).split("\n");
    await writeFile(lock, [stranger.pid, ...rest].join("\n"));
    const postgres = await start();
    expect(await select(postgres.superuserUrl, "select count(*)::int as rows from committed")).toEqual([{ rows: 1 }]);
    await postgres.stop();
    stranger.kill();
  });

  async function killParent(): Promise<number> {
    const script = `
      import { startPostgres } from ${JSON.stringify(path.join(import.meta.dirname, "postgres.ts"))};
      import { asSuperuser } from ${JSON.stringify(path.join(import.meta.dirname, "bootstrap.ts"))};
      const { superuserUrl } = await startPostgres({ dir: ${JSON.stringify(dir)}, durability: "development" });
      await asSuperuser(superuserUrl, (client) => client.query("drop table if exists committed; create table committed as select 1"));
      console.log("committed");
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await Promise.race([once(parent.stdout, "data"), once(parent, "exit")]);
    const pid = (await runningPostmaster(path.join(dir, "data")))?.pid ?? 0;
    parent.kill("SIGKILL");
    await once(parent, "exit");
    return pid;
  }
});

test.runIf(process.getuid?.() === 0)("root may keep it in a directory that no other user can enter", async () => {
  const closed = await mkdtemp(path.join(tmpdir(), "closed-"));
  await chmod(closed, 0o700);
  const inside = path.join(closed, "postgres");
  const postgres = await startPostgres({ dir: inside, durability: "test" });
  await select(postgres.superuserUrl, "create table kept as select 1 as n");
  await postgres.stop();
  const again = await startPostgres({ dir: inside, durability: "test" });
  expect(await select(again.superuserUrl, "select n from kept")).toEqual([{ n: 1 }]);
  await again.stop();
  await discardCluster(inside);
  await rm(closed, { recursive: true });
});

test.runIf(process.getuid?.() === 0)(
  "what a deleted temporary directory left elsewhere goes with the next start",
  async () => {
    const closed = await mkdtemp(path.join(tmpdir(), "closed-"));
    const inside = (name: string) => path.join(closed, name);
    const first = await startPostgres({ dir: inside("first"), durability: "test" });
    const home = await readlink(path.join(inside("first"), "moved-to"));
    await rm(inside("first"), { recursive: true });
    const second = await startPostgres({ dir: inside("second"), durability: "test" });
    await expect(readFile(path.join(home, "for"))).rejects.toMatchObject({ code: "ENOENT" });
    await expect(select(first.superuserUrl, "select 1")).rejects.toMatchObject({ code: "ECONNREFUSED" });
    await second.stop();
    await discardCluster(inside("second"));
    await rm(closed, { recursive: true });
  },
);

describe("bootstrap", () => {
  test("may run again, and changes the passwords to the ones given", async () => {
    const postgres = await start();
    const { superuserUrl } = postgres;
    await bootstrapDatabase({ superuserUrl, database: "rookery", appPassword: "old", ownerPassword: "it's" });
    await bootstrapDatabase({ superuserUrl, database: "rookery", appPassword: "new", ownerPassword: "it's" });
    const app = urlOf(superuserUrl, { database: "rookery", user: "app", password: "new" });
    expect(await select(app, "select current_user")).toEqual([{ current_user: "app" }]);
    const owner = urlOf(superuserUrl, { database: "rookery", user: "rookery_owner", password: "it's" });
    expect(
      await select(owner, "select nspowner::regrole::text as owner from pg_namespace where nspname = 'public'"),
    ).toEqual([{ owner: "rookery_owner" }]);
    await postgres.stop();
  });

  test("app may become tenant, visitor and platform, inherits none of them, and can pass them on to nobody", async () => {
    const postgres = await start();
    expect(
      await select(
        postgres.superuserUrl,
        `select roleid::regrole::text as role, inherit_option, set_option, admin_option
         from pg_auth_members where member = 'app'::regrole order by 1`,
      ),
    ).toEqual(
      ["platform", "tenant", "visitor"].map((role) => ({
        role,
        inherit_option: false,
        set_option: true,
        admin_option: false,
      })),
    );
    await postgres.stop();
  });
});
