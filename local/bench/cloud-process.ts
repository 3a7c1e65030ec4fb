import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCloud } from "../platform/cloud.ts";
import { platformSecrets } from "../platform/secrets.ts";

/** The cloud in a process of its own, so that it does not take the processor of what is measured on it. */
const dataDir = await mkdtemp(join(tmpdir(), "rookery-bench-"));
const cloud = await startCloud({
  dataDir,
  migrations: join(import.meta.dirname, "../../migrations"),
  secrets: await platformSecrets(join(dataDir, "secrets.json")),
  ports: { stripe: 0, inbox: 0 },
  webhookUrl: "http://127.0.0.1:9/",
  portalUrl: "http://127.0.0.1:9",
});
process.on("disconnect", () => void stop());
process.send?.(cloud.everything);

async function stop(): Promise<void> {
  await cloud.stop();
  await rm(dataDir, { recursive: true, force: true });
  process.exit(0);
}
