import { randomInt } from "node:crypto";
import { createServer } from "node:net";
import { listenOnLoopback } from "./loopback-server.ts";

/** Below what Linux gives to connections by itself, above what services are known by. */
const range = { from: 11_000, to: 32_000 };
const attempts = 20;
/** Tried already: whoever got one may not have taken it yet. */
const given = new Set<number>();

/** A port of loopback for somebody who takes it later, and each only once: nothing listens there, and no connection gets it meanwhile. */
export async function freePort(): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    const port = randomInt(range.from, range.to);
    if (given.has(port)) continue;
    given.add(port);
    try {
      return await takenForAMoment(port);
    } catch (error) {
      if (attempt >= attempts) throw error;
    }
  }
}

/** Throws for a port in use. */
export async function takenForAMoment(port: number): Promise<number> {
  const server = createServer();
  await listenOnLoopback(server, port);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
