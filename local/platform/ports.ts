import { freePort, takenForAMoment } from "./free-port.ts";

export interface Ports {
  portal: number;
  stripe: number;
  inbox: number;
  /** Taken by the ingress of a lab node, later and by itself. */
  sites: number;
}

/** Four in a row from `base` on; from 0 any that are free. */
export async function portsFrom(base: number): Promise<Ports> {
  if (base === 0) return { portal: 0, stripe: 0, inbox: 0, sites: await freePort() };
  const ports = { portal: base, stripe: base + 1, inbox: base + 2, sites: base + 3 };
  // Before anything has been started that would have to be stopped.
  for (const port of Object.values(ports)) await takenForAMoment(port);
  return ports;
}
