import type { Stack } from "./template.ts";
import { templates } from "./templates/index.ts";

export interface StaticSite {
  name: string;
  host: string;
  /** On the node's loopback, for the ingress alone. */
  port: number;
  memoryMb: number;
  processes: number;
}

/** A static site by its template, which has nothing to choose. */
export const staticSite = ({ name, host, port, memoryMb, processes }: StaticSite): Stack =>
  templates.static.render({
    ...{ stack: name, service: name, host, port, limits: { memoryMb, processes } },
    ...{ parameters: {}, environment: {}, secrets: {} },
  });
