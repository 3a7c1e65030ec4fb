import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient } from "pg";
import * as Identity from "#core/identity/index.ts";
import { staffRoles } from "#core/kernel/actor.ts";
import { poolDb, type Tx } from "#core/kernel/db.ts";
import type { Ctx, Ports } from "#core/kernel/operation.ts";
import { platformDatabase } from "../postgres/platform-database.ts";

const usage = `npm run staff:invite [-- --email ADDRESS --name NAME --role ROLE --data DIR --url URL]

Appoints somebody to staff, by default the first administrator of the platform on this machine, and prints the link by
which they choose their password: it works once, for 72 hours. Whoever has not chosen one yet gets a new link.
ROLE is one of ${staffRoles.join(", ")}. URL is where the portal answers, by default that of the platform that runs.`;

const options = {
  email: { type: "string", default: "robin@rookery.localhost" },
  name: { type: "string", default: "Robin Staff" },
  role: { type: "string", default: "administrator" },
  data: { type: "string", default: ".data" },
  url: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

export async function staffCommand(args: string[], say: (line: string) => void = console.log): Promise<number> {
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) {
      say(usage);
      return 0;
    }
    const dataDir = resolve(values.data);
    const { email, name, role } = values;
    const publicUrl = values.url ?? (await runningUrl(dataDir)) ?? "http://localhost:4100";
    const { invited, link } = await onDatabase(dataDir, publicUrl, (ctx) =>
      Identity.appoint(ctx, {
        email,
        name,
        role: staffRoles.find((one) => one === role) ?? wrongRole(role),
        show: true,
      }),
    );
    if (!invited || link === null) {
      say(`${email} signs in with a password already. If it is lost: ${publicUrl}/forgot-password`);
      return 1;
    }
    say(`${email} chooses a password within 72 hours, by this link, which works once:\n${link.reveal()}`);
    return 0;
  } catch (error) {
    say(`Nobody was invited: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

function wrongRole(role: string): never {
  throw new Error(`there is no role ${role}. Roles are ${staffRoles.join(", ")}.`);
}

const runningUrl = async (dataDir: string): Promise<string | undefined> => {
  const text = await readFile(join(dataDir, "platform.json"), "utf8").catch(() => "{}");
  const { url } = JSON.parse(text) as { url?: unknown };
  return typeof url === "string" ? url : undefined;
};

async function onDatabase<T>(dataDir: string, publicUrl: string, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { url, close } = await platformDatabase(dataDir);
  const pool = new Pool({ connectionString: url, max: 1 });
  try {
    const ports: Partial<Ports> = { addresses: { publicUrl, sitesDomain: "", ofSite: () => ({ host: "", url: "" }) } };
    return await run({
      actor: { type: "system", job: "staff:invite" },
      requestId: crypto.randomUUID(),
      db: poolDb<PoolClient>(pool, (connection) => drizzle(connection) as unknown as Tx),
      now: () => new Date(),
      // Appointing uses no other.
      ports: ports as Ports,
      // Nothing is mailed: the link is printed.
      announce: async () => {},
    });
  } finally {
    await pool.end();
    await close();
  }
}
