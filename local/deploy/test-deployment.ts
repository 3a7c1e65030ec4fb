import { once } from "node:events";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrationStep } from "#functions/deploy/migrate.ts";
import { migrationsIn } from "#functions/deploy/release.ts";
import { startNeonProxy } from "../neon/neon-proxy.ts";
import { asSuperuser, urlOf } from "../postgres/bootstrap.ts";
import { discardCluster } from "../postgres/cluster.ts";
import { startPostgres } from "../postgres/postgres.ts";

export const ownerPassword = "hunter2-of-the-owner";
const appPassword = "hunter2'of-the-app";

export interface NewDatabase {
  owner: string;
  login: string;
  ownerUrl: string;
  appUrl: string;
  superuserUrl: string;
}

/** What was put to the address that CloudFormation gave. */
export interface Answer {
  Status: string;
  Reason?: string;
  PhysicalResourceId: string;
  contentType: string | undefined;
}

export interface Deploying {
  type?: "Create" | "Update" | "Delete";
  /** Of the version that was there before. */
  before?: string[];
  seconds?: number;
  environment?: Record<string, string>;
}

export interface TestDeployment {
  superuserUrl: string;
  /** All so far. */
  answers: Answer[];
  /** How CloudFormation's address answers next; 200 when there is none. */
  statuses: number[];
  /** A database as Neon gives one: its owner may make roles and is no superuser. */
  newDatabase(): Promise<NewDatabase>;
  /** A folder of migrations, each one file. */
  migrationsOf(files: Record<string, string>): Promise<string>;
  /** Runs the step as CloudFormation does, and returns what it was answered. */
  deploy(database: NewDatabase, migrations: string, deploying?: Deploying): Promise<Answer | undefined>;
  close(): Promise<void>;
}

/** A real Postgres behind Neon's protocols, and the address at which CloudFormation waits for answers. */
export async function testDeployment(): Promise<TestDeployment> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-migrate-"));
  const postgres = await startPostgres({ dir: join(dir, "postgres"), durability: "test" });
  const neon = await startNeonProxy({ postgres });
  const answers: Answer[] = [];
  const statuses: number[] = [];
  const cloudFormation = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const status = statuses.shift() ?? 200;
    const contentType = request.headers["content-type"];
    if (status === 200) answers.push({ ...JSON.parse(Buffer.concat(chunks).toString()), contentType });
    response.writeHead(status).end();
  });
  await once(cloudFormation.listen(0, "127.0.0.1"), "listening");
  const { superuserUrl } = postgres;
  let made = 0;

  return {
    superuserUrl,
    answers,
    statuses,
    async newDatabase() {
      made += 1;
      const [name, owner, login] = [`deployed_${made}`, `owner_${made}`, `app_${made}`];
      await asSuperuser(superuserUrl, async (client) => {
        await client.query(`create role ${owner} login createrole createdb bypassrls password '${ownerPassword}'`);
        await client.query(`create database ${name} owner ${owner}`);
        // The roles that transactions act as belong to the whole server: the owner in another test may have made them.
        const { rows } = await client.query(
          "select rolname from pg_roles where rolname in ('tenant', 'visitor', 'platform')",
        );
        for (const { rolname } of rows) await client.query(`grant ${rolname} to ${owner} with admin option`);
      });
      return {
        owner,
        login,
        ownerUrl: urlOf(superuserUrl, { database: name, user: owner, password: ownerPassword }),
        appUrl: urlOf(superuserUrl, { database: name, user: login, password: appPassword }),
        superuserUrl: urlOf(superuserUrl, { database: name }),
      };
    },
    async migrationsOf(files) {
      const folder = await mkdtemp(join(dir, "migrations-"));
      await mkdir(join(folder, "meta"));
      const entries = Object.keys(files).map((tag, idx) => ({ idx, tag }));
      await writeFile(join(folder, "meta/_journal.json"), JSON.stringify({ entries }));
      for (const [tag, text] of Object.entries(files)) await writeFile(join(folder, `${tag}.sql`), text);
      return folder;
    },
    async deploy({ ownerUrl, appUrl }, migrations, { type = "Update", before = [], seconds = 60, environment } = {}) {
      const own = { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl, NEON_PROXY: neon.address };
      const stage = { ROOKERY_STAGE: "test", PUBLIC_URL: "https://portal.example", APPS_DOMAIN: "sites.example" };
      const step = migrationStep({ migrations, environment: { ...stage, ...own, ...environment } });
      const request = {
        RequestType: type,
        ResponseURL: `http://127.0.0.1:${(cloudFormation.address() as AddressInfo).port}/answer`,
        StackId: "stack",
        RequestId: "request",
        LogicalResourceId: "Migrations",
        ResourceProperties: { ServiceToken: "arn", Migrations: migrationsIn(migrations) },
        ...(type !== "Create" && { PhysicalResourceId: "database", OldResourceProperties: { Migrations: before } }),
      };
      const deadline = Date.now() + seconds * 1000;
      await step(request, { getRemainingTimeInMillis: () => deadline - Date.now() });
      return answers.at(-1);
    },
    async close() {
      cloudFormation.close();
      await neon.stop();
      await postgres.stop();
      await discardCluster(join(dir, "postgres"));
      await rm(dir, { recursive: true });
    },
  };
}

export async function rowsOf(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
