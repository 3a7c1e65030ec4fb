import { resolve } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { type Break, verifyAuditChains } from "#core/kernel/audit-chain.ts";
import { platformDatabase } from "../postgres/platform-database.ts";

const usage = `npm run audit:verify [-- --data DIR]

Computes every link of the audit log anew. Ends with 0 when all fit, with 1 and the places where one does not.
Reads the platform on this machine (--data, by default .data), or the database of DATABASE_URL when that is set.`;

const couldNotRead = 2;

export async function auditCommand(args: string[], say: (line: string) => void = console.log): Promise<number> {
  const options = { data: { type: "string", default: ".data" }, help: { type: "boolean", default: false } } as const;
  try {
    const { values } = parseArgs({ args, options });
    if (values.help) {
      say(usage);
      return 0;
    }
    return await verify(resolve(values.data), say);
  } catch (error) {
    say(`The audit log could not be read: ${error instanceof Error ? error.message : String(error)}`);
    return couldNotRead;
  }
}

async function verify(dataDir: string, say: (line: string) => void): Promise<number> {
  const { url, close } = await platformDatabase(dataDir);
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    // Row-level security is forced on owners too, and a login of functions sees nothing by itself.
    await client.query("set role platform");
    const { chains, rows, breaks } = await verifyAuditChains(client);
    for (const one of breaks) say(lineOf(one));
    say(
      breaks.length === 0
        ? `Entries: ${rows}. Chains: ${chains}. All fit together.`
        : `Entries: ${rows}. Chains: ${chains}. Places that do not fit: ${breaks.length}.`,
    );
    return breaks.length === 0 ? 0 : 1;
  } finally {
    await client.end();
    await close();
  }
}

const problems: Record<Break["problem"], string> = {
  altered: "was altered",
  removed: "is gone",
  unlinked: "does not follow the one before it",
  added: "was added by hand, or the end of its chain was",
};

const lineOf = ({ chain, seq, id, problem }: Break): string =>
  `${chain}, entry ${seq}${id === null ? "" : ` (${id})`} ${problems[problem]}.`;
