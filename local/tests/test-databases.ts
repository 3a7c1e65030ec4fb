import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { readMigrations } from "#core/kernel/migrate.ts";
import { asSuperuser, bootstrapDatabase, secureDatabase, urlOf } from "../postgres/bootstrap.ts";
import { discardCluster } from "../postgres/cluster.ts";
import { migrate } from "../postgres/migrate.ts";
import { startPostgres } from "../postgres/postgres.ts";

const PREFIX = "rookery-test-";

/**
 * Hands out copies of a migrated template over loopback HTTP: POST makes one, DELETE /name drops it.
 * Postgres starts with the first of them, so that a run without a database test does not pay for it.
 */
export async function startTestDatabases(migrations: string): Promise<{ url: string; stop(): Promise<void> }> {
  const secret = randomBytes(16).toString("hex");
  let starting: Promise<Databases> | undefined;
  const server = createServer(async (request, response) => {
    const [, token, name] = request.url?.split("/") ?? [];
    try {
      if (token !== secret) return respond(response, 403, "wrong address");
      starting ??= startDatabases(migrations);
      const databases = await starting;
      if (request.method === "POST") return respond(response, 201, JSON.stringify(await databases.make()));
      if (request.method === "DELETE" && name) await databases.drop(name);
      respond(response, 204, "");
    } catch (error) {
      respond(response, 500, error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await (await starting)?.stop();
    },
  };
}

interface Databases {
  make(): Promise<{ name: string; url: string; ownerUrl: string }>;
  drop(name: string): Promise<void>;
  stop(): Promise<void>;
}

async function startDatabases(migrations: string): Promise<Databases> {
  await removeLeftovers();
  const dir = await mkdtemp(path.join(tmpdir(), `${PREFIX}${process.pid}-`));
  const postgres = await startPostgres({ dir, durability: "test" });
  const run = randomBytes(4).toString("hex");
  const passwords = { appPassword: randomBytes(12).toString("hex"), ownerPassword: randomBytes(12).toString("hex") };
  const templates = new Map<string, Promise<string>>();
  const owner = { user: "rookery_owner", password: passwords.ownerPassword };

  async function makeTemplate(name: string): Promise<string> {
    await bootstrapDatabase({ superuserUrl: postgres.superuserUrl, database: name, ...passwords });
    await migrate({ ownerUrl: urlOf(postgres.superuserUrl, { database: name, ...owner }), dir: migrations });
    return name;
  }
  async function currentTemplate(): Promise<string> {
    const version = (await readMigrations(migrations)).map(({ sha256 }) => sha256).join();
    const template = templates.get(version) ?? makeTemplate(`template_${run}_${templates.size}`);
    templates.set(version, template);
    return template;
  }
  return {
    async make() {
      const template = await currentTemplate();
      const name = `test_${randomBytes(6).toString("hex")}`;
      await asSuperuser(postgres.superuserUrl, async (client) => {
        await client.query(`create database ${name} template ${template} strategy file_copy`);
        await secureDatabase(client, name);
      });
      const app = { user: "app", password: passwords.appPassword };
      return {
        name,
        url: urlOf(postgres.superuserUrl, { database: name, ...app }),
        ownerUrl: urlOf(postgres.superuserUrl, { database: name, ...owner }),
      };
    },
    async drop(name) {
      if (!/^test_[0-9a-f]{12}$/.test(name)) throw new Error(`${name} is not a test database.`);
      await asSuperuser(postgres.superuserUrl, (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
    async stop() {
      for (const template of await Promise.allSettled(templates.values())) {
        if (template.status === "rejected") continue;
        await asSuperuser(postgres.superuserUrl, (client) =>
          client.query(`drop database ${template.value} with (force)`),
        );
      }
      await postgres.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A killed run leaves its server and its directory behind. */
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (!pid || alive(Number(pid))) continue;
    const dir = path.join(tmpdir(), name);
    await discardCluster(dir);
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function respond(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status).end(body);
}
