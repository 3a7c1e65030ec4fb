import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type pg from "pg";
import { imageNames, layImages } from "../lab/images.ts";
import { type Lab, startLab } from "../lab/lab.ts";
import { type Browser, createBrowser, joinAsStaff } from "../launch/browser.mjs";
import { type Platform, startPlatform } from "../platform/platform.ts";
import { discardCluster } from "../postgres/cluster.ts";
import { databaseOf } from "./database.ts";
import { type Door, openDoor } from "./door.ts";
import { eventually } from "./eventually.ts";
import { layStops } from "./stop.ts";

/** A platform of its own with a real node behind a door, driven from outside and broken from below. */
export interface World {
  platform: Platform;
  database: pg.Pool;
  lab: Lab;
  door: Door;
  nodeId: string;
  staff: Browser;
  /** The secret key of the payment stand-in. */
  stripeKey: string;
  /** Ends every sandbox of the function that works on operations, as a machine that fails. */
  killWorkers(): Promise<void>;
  /** Time passes: whoever held a lease is taken for dead, and the sweep finds what nobody works on. */
  outliveLeases(): Promise<void>;
  /** Shuts the node down, or ends it as a power cut would. */
  stopNode(how: "stop" | "kill"): Promise<void>;
  startNode(): Promise<void>;
  close(): Promise<void>;
}

/** What functions said in the last run stays here, for whoever looks for a cause. */
const kept = resolve(import.meta.dirname, "../../.cache/faults");

export async function openWorld(): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), "rookery-faults-"));
  const dataDir = join(dir, "data");
  const site = join(dir, "site");
  await mkdir(site);
  await writeFile(join(site, "index.html"), "<!doctype html><title>Rookery</title>");
  const closing: (() => Promise<unknown>)[] = [() => rm(dir, { recursive: true, force: true })];
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await end();
  };
  try {
    closing.push(() => discardCluster(join(dataDir, "postgres")));
    closing.push(() => cp(join(dataDir, "functions.log"), join(kept, "functions.log")));
    const platform = await startPlatform({ dataDir, port: 0, site, withNode: false });
    closing.push(() => platform.stop());
    const database = await databaseOf(dataDir);
    closing.push(() => database.end());
    await layStops(database);
    const { stripeSecretKey } = JSON.parse(await readFile(join(dataDir, "secrets.json"), "utf8"));

    const staff = createBrowser(platform.url);
    await joinAsStaff(staff, platform.staff);
    const { publicKey } = await staff.get<{ publicKey: string }>("/dashboard/nodes/key");
    await layImages(join(dir, "lab"), await imageNames());
    const bootNode = (sshPort: number) =>
      startLab({
        dir: join(dir, "lab"),
        name: "lab1",
        sshPort,
        httpPort: platform.sitesPort,
        platformPublicKey: publicKey,
        log: () => {},
      });
    let lab = await bootNode(0);
    closing.push(() => lab.kill());
    const door = await openDoor(lab.sshPort);
    closing.push(() => door.close());
    const { hostKey, httpPort, httpsPort } = lab;
    const address = { host: "127.0.0.1", port: door.port, httpPort, httpsPort, hostKey };
    const { id: nodeId } = await staff.post<{ id: string }>("/dashboard/nodes", {
      name: "lab1",
      region: "lab",
      ...address,
    });
    await eventually("the node is ready", async () => {
      const { state } = await staff.get<{ state: string }>(`/dashboard/nodes/${nodeId}`);
      return state === "ready";
    });
    return {
      platform,
      database,
      door,
      nodeId,
      staff,
      stripeKey: stripeSecretKey,
      get lab() {
        return lab;
      },
      killWorkers: async () => platform.functions.get("provision")?.crash(),
      async outliveLeases() {
        const over = "update operation set lease_until = now() - interval '1 second' where lease_until is not null";
        await database.query(over);
        await platform.scheduler.fire("sweep");
      },
      stopNode: (how) => lab[how](),
      async startNode() {
        lab = await bootNode(lab.sshPort);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
