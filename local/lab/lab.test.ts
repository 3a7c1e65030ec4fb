import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { newSshKeyPair } from "#core/nodes/ssh-key-pair.ts";
import { clearLab, startLab } from "./lab.ts";
import { labSupport, run } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

/** Everything a lab could leave behind: processes, cgroups, mounts. */
async function remains(dir: string): Promise<string[]> {
  const processes = (await run("ps", ["-eo", "stat=,args="]))
    .split("\n")
    .filter((line) => !line.startsWith("Z") && line.includes(dir) && !line.includes("ps -eo"));
  const mounts = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .filter((line) => line.includes(dir));
  const cgroup = join(dir, "cgroup");
  const cgroups = existsSync(cgroup) ? [readFileSync(cgroup, "utf8").trim()].filter((path) => existsSync(path)) : [];
  return [...processes, ...mounts, ...cgroups];
}

/** What `act` leaves of the host's kernel settings, apart from counters that move by themselves. */
async function hostSettings(): Promise<string> {
  const settings = await run("bash", [
    "-c",
    "sysctl -a 2> /dev/null | grep -vE 'random|dentry|inode|file-nr|pty|netfilter.nf_conntrack_count|ns_last_pid|nr_hugepages_mempolicy|dev.cdrom|sched_|keys'",
  ]);
  return settings;
}

describe.skipIf(!labSupport().ok)("lab nodes", () => {
  const contract = { contract: 6, firewall: "active", ingress: "active" };
  let settings: string;
  let node: TestLab;
  beforeAll(async () => {
    settings = await hostSettings();
    node = await testLab("one");
    await setUp(node, "site of one");
  });
  afterAll(() => node[Symbol.asyncDispose]());

  async function setUp({ operator, lab }: TestLab, page: string): Promise<void> {
    await operator.primitive("account-ensure", accountOf(1, [10_001]));
    expect(await operator.primitive("stack-apply", siteOf(1, "site", 10_001, page))).toMatchObject({
      state: "healthy",
    });
    await operator.primitive("route-put", { site: "site", hosts: ["a.localhost"], port: 10_001, state: "live" });
    await expect(lab.inside("bash", ["-c", "echo 1 > /proc/sys/kernel/panic"])).rejects.toThrow("Read-only");
    await expect(lab.inside("bash", ["-c", "echo 1 > /sys/kernel/mm/ksm/run"])).rejects.toThrow("Read-only");
  }

  test("two run at once, each with its own sites, and neither changes the host's kernel settings", async () => {
    await using other = await testLab("two");
    await setUp(other, "site of two");
    expect(await visit(node.lab, "a.localhost")).toEqual({ status: 200, text: "site of one" });
    expect(await visit(other.lab, "a.localhost")).toEqual({ status: 200, text: "site of two" });
    expect(node.lab.hostKey).not.toBe(other.lab.hostKey);
    expect(await hostSettings()).toBe(settings);
  });

  test("bootstrapping a node twice changes nothing", async () => {
    const again = `bash /opt/rookery/node-bootstrap/bootstrap.sh --platform-key /home/platform.pub --platform-address 10.0.2.2`;
    expect(await node.lab.inside("bash", ["-c", again])).toBe("nothing to change\n");
  });

  test("a node that was shut down comes back with its key, its accounts and its sites", async () => {
    const { hostKey } = node.lab;
    await node.lab.stop();
    expect(await remains(node.dir)).toEqual([]);
    await node.startAgain();
    expect(node.lab.hostKey).toBe(hostKey);
    await expect.poll(() => visit(node.lab, "a.localhost"), { timeout: 60_000 }).toMatchObject({ text: "site of one" });
    // What starts again at the next boots is for other tests.
    await node.operator.primitive("stack-remove", { user: userOfSlot(1), stack: "site" });
  });

  test("a power cut leaves nothing behind, and the node starts again", async () => {
    await node.lab.kill();
    expect(await remains(node.dir)).toEqual([]);
    await node.startAgain();
    expect(await node.operator.primitive("node-facts", {})).toMatchObject(contract);
  });

  test("a supervisor killed by force takes its node with it, and the next start clears up", async () => {
    const cgroup = (await readFile(join(node.dir, "cgroup"), "utf8")).trim();
    process.kill(Number(await readFile(join(node.dir, "supervisor.pid"), "utf8")), "SIGKILL");
    await expect
      .poll(() => readFileSync(join(cgroup, "cgroup.events"), "utf8"), { timeout: 30_000 })
      .toContain("populated 0");
    await node.startAgain();
    expect(await node.operator.primitive("node-facts", {})).toMatchObject(contract);
  });

  test("a process killed by force takes its node with it", async () => {
    const dir = await mkdtemp(join(tmpdir(), "rookery-lab-"));
    onTestFinished(async () => {
      await clearLab(dir);
      await rm(dir, { recursive: true, force: true });
    });
    const { public: key } = newSshKeyPair("lab");
    const script = `import { startLab } from "#local/lab/lab.ts";
      await startLab({ dir: ${JSON.stringify(dir)}, name: "orphan", sshPort: 0, httpPort: 0, platformPublicKey: ${JSON.stringify(key)}, log() {} });
      console.log("up");`;
    const parent = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((up) => parent.stdout.once("data", up));
    expect(await remains(dir)).not.toEqual([]);
    parent.kill("SIGKILL");
    await expect.poll(() => remains(dir), { timeout: 30_000 }).toEqual([]);
  });

  test("a taken port is named, and nothing is left", async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const dir = await mkdtemp(join(tmpdir(), "rookery-lab-"));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    const platformPublicKey = newSshKeyPair("lab").public;
    const options = { dir, name: "taken", sshPort: 0, httpPort: port, platformPublicKey, log: () => {} };
    await expect(startLab(options)).rejects.toThrow(`port ${port} cannot be forwarded`);
    expect(await remains(dir)).toEqual([]);
  });
});
