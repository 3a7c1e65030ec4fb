import type { IncomingMessage, ServerResponse } from "node:http";
import pg from "pg";
import { z } from "zod";
import { BodyTooLarge, readBody } from "../platform/loopback-server.ts";
import { connectionPools } from "./connection-pools.ts";

const BODY_LIMIT_BYTES = 64 << 20;

const Query = z.object({ query: z.string(), params: z.array(z.unknown()).default([]) });
const Body = z.union([z.object({ queries: z.array(Query) }), Query]);
type Query = z.infer<typeof Query>;

const ISOLATION_LEVELS: Record<string, string> = {
  ReadUncommitted: "isolation level read uncommitted",
  ReadCommitted: "isolation level read committed",
  RepeatableRead: "isolation level repeatable read",
  Serializable: "isolation level serializable",
};

/** The fields of a Postgres error, in the order in which Neon reports them. */
const ERROR_FIELDS = [
  "message",
  "severity",
  "code",
  "detail",
  "hint",
  "position",
  "internalPosition",
  "internalQuery",
  "where",
  "schema",
  "table",
  "column",
  "dataType",
  "constraint",
  "file",
  "line",
  "routine",
] as const;

const AS_SENT = { getTypeParser: () => (text: string) => text };

class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Neon's `POST /sql`: one statement, or several in one transaction. Values travel as Postgres' own text. */
export function sqlOverHttp(postgres: { host: string; port: number }) {
  const pools = connectionPools(postgres);

  async function run(request: IncomingMessage): Promise<unknown> {
    const { headers } = request;
    if (headers.origin !== undefined) throw new Refusal(403, "Web pages may not reach the database.");
    if (request.method !== "POST" || request.url?.split("?")[0] !== "/sql") throw new Refusal(404, "Only POST /sql.");
    const url = headers["neon-connection-string"];
    if (typeof url !== "string" || !URL.canParse(url)) throw new Refusal(400, "Neon-Connection-String is missing.");
    const body = parse(await readBody(request, BODY_LIMIT_BYTES));
    return pools.use(new URL(url), async (client) => {
      if (!("queries" in body)) return result(await execute(client, body));
      await client.query(`begin ${transactionMode(headers)}`);
      try {
        const results: unknown[] = [];
        for (const query of body.queries) results.push(result(await execute(client, query)));
        await client.query("commit");
        return { results };
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    });
  }

  return {
    async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
      try {
        send(response, 200, await run(request));
      } catch (error) {
        if (!request.complete) response.setHeader("connection", "close");
        if (error instanceof Refusal) send(response, error.status, { message: error.message });
        else if (error instanceof BodyTooLarge) send(response, 413, { message: error.message });
        else if (error instanceof pg.DatabaseError) send(response, 400, postgresError(error));
        else send(response, 500, { message: error instanceof Error ? error.message : String(error) });
      }
    },
    close: () => pools.close(),
  };
}

function parse(body: Buffer): z.infer<typeof Body> {
  try {
    return Body.parse(JSON.parse(body.toString()));
  } catch (error) {
    throw new Refusal(400, `The body is not a query: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function transactionMode(headers: IncomingMessage["headers"]): string {
  const level = headers["neon-batch-isolation-level"];
  const isolation = level === undefined ? "" : ISOLATION_LEVELS[String(level)];
  if (isolation === undefined) throw new Refusal(400, `${level} is not an isolation level.`);
  const readOnly = headers["neon-batch-read-only"] === "true" ? "read only" : "";
  const deferrable = headers["neon-batch-deferrable"] === "true" ? "deferrable" : "";
  return [isolation, readOnly, deferrable].filter((mode) => mode !== "").join(" ");
}

/** The extended protocol takes exactly one statement, as Neon does. */
function execute(client: pg.PoolClient, { query, params }: Query): Promise<pg.QueryArrayResult> {
  const config: pg.QueryArrayConfig & { queryMode: "extended" } = {
    text: query,
    values: params.map(asText),
    rowMode: "array",
    types: AS_SENT,
    queryMode: "extended",
  };
  return client.query(config);
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

function result({ command, rowCount, rows, fields }: pg.QueryArrayResult) {
  const described = fields.map(({ name, tableID, columnID, dataTypeID, dataTypeSize, dataTypeModifier }) => ({
    name,
    tableID,
    columnID,
    dataTypeID,
    dataTypeSize,
    dataTypeModifier,
    format: "text",
  }));
  return { command, rowCount, rows, fields: described, rowAsArray: true };
}

function postgresError(error: pg.DatabaseError): Record<string, unknown> {
  return Object.fromEntries(ERROR_FIELDS.map((field) => [field, error[field] ?? null]));
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { "content-type": "application/json", "content-length": text.length }).end(text);
}
