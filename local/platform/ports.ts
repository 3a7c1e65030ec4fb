import { createServer } from "node:net";
import { listenOnLoopback } from "./loopback-server.ts";

export interface Ports {
  portal: number;
  stripe: number;
  inbox: number;
  /** Taken by the ingress of a lab node, later and by itself. */
  sites: number;
}

/** Four in a row from `base` on; from 0 any that are free. */
export async function portsFrom(base: number): Promise<Ports> {
  if (base !== 0) return { portal: base, stripe: base + 1, inbox: base + 2, sites: base + 3 };
  return { portal: 0, stripe: 0, inbox: 0, sites: await freePort() };
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listenOnLoopback(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}
