import { createServer } from "node:http";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { sqlOverHttp } from "./sql-over-http.ts";
import { tunnel } from "./tunnel.ts";

export interface NeonProxyOptions {
  postgres: { host: string; port: number };
  port?: number;
}

export interface NeonProxy {
  /** `127.0.0.1:port`, for NEON_PROXY. */
  address: string;
  port: number;
  stop(): Promise<void>;
}

/**
 * Neon's two protocols in front of a plain Postgres: SQL over HTTP at /sql and Postgres over WebSocket anywhere else.
 * Whatever host the client names, only this one Postgres is dialled.
 */
export async function startNeonProxy({ postgres, port = 0 }: NeonProxyOptions): Promise<NeonProxy> {
  refuseProduction("Neon proxy");
  const sql = sqlOverHttp(postgres);
  const sockets = tunnel(postgres);
  const server = createServer((request, response) => void sql.answer(request, response));
  server.on("upgrade", sockets.accept);
  const bound = await listenOnLoopback(server, port);
  return {
    address: `127.0.0.1:${bound}`,
    port: bound,
    async stop() {
      sockets.close();
      await closeServer(server);
      await sql.close();
    },
  };
}
