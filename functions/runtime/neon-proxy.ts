import { neonConfig } from "@neondatabase/serverless";

/** Leads the driver to a proxy that speaks Neon's protocols, where the database is not Neon's. */
export function throughProxy(proxy: string | undefined): void {
  if (proxy === undefined) return;
  neonConfig.wsProxy = () => `${proxy}/v2`;
  neonConfig.fetchEndpoint = () => `http://${proxy}/sql`;
  neonConfig.useSecureWebSocket = false;
  neonConfig.pipelineTLS = false;
  // Waiting to batch small writes costs more than it saves where the database is near.
  neonConfig.coalesceWrites = false;
}
