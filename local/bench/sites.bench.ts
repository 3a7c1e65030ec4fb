import { eventually } from "../faults/eventually.ts";
import { startLoad } from "../lab/load.ts";
import { labSupport } from "../lab/support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot } from "../lab/test-lab.ts";
import { type Measurement, quantile } from "./measurement.ts";

const accounts = 10;
const sitesPerAccount = 10;
const sites = accounts * sitesPerAccount;
const rounds = 5;
const perSecond = 200;
/** Of the account whose containers are started without the platform. */
const bareSlot = accounts + 1;

const slots = Array.from({ length: accounts }, (_, index) => index + 1);
const portsOf = (slot: number) => Array.from({ length: sitesPerAccount }, (_, at) => 10_000 + slot * 100 + at);
const sparePortOf = (slot: number) => 10_099 + slot * 100;
const stackOf = (slot: number, at: number) => `s-bench${slot}-${at}`;
const hostOf = (slot: number, at: number) => `bench${slot}-${at}.localhost`;

/** A node with a hundred static sites: what they hold while nobody comes, what a look at all of them takes, what they do to each other. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  await using node = await testLab("sites-bench");
  const empty = await idleMemory(node);
  for (const slot of slots) await fill(node, slot);
  const memory = await idleMemory(node);
  const bare = await bareContainers(node);
  const { metrics, facts } = await looks(node);
  const { sent, failed } = await changesBeside(node);
  for (const line of failed) console.log(`  lost: ${line}`);
  const ofIngress = held(memory, ingress) - held(empty, ingress);
  const ofAccounts = slots.reduce((sum, slot) => sum + held(memory, userIdOf(slot)), 0);
  return [
    {
      name: `idle memory per site of ${sites}, with shares of account and ingress`,
      value: (ofAccounts + ofIngress) / sites / 1024,
      unit: "MB",
      floor: { name: "the same container by `podman run`, without them", value: bare / 1024 },
      target: { of: "ratio", atMost: 1.3 },
    },
    {
      name: `requests to one site lost, others changed, ${perSecond} a second`,
      value: failed.length,
      unit: `of ${sent}`,
      target: { of: "value", atMost: 0 },
    },
    {
      name: `metrics of ${sites} sites, one call of one session`,
      value: quantile(metrics, 0.5),
      unit: "s",
      floor: { name: "the node's facts, which look at no site", value: quantile(facts, 0.5) },
      target: { of: "value", atMost: 2 },
    },
  ];
}

const call = (node: TestLab, name: string, input: unknown) =>
  node.operator.primitive(name, input, { timeoutSeconds: 60 });

async function up(node: TestLab, slot: number, stack: string, port: number, home = stack): Promise<void> {
  await eventually(
    `${stack} is healthy`,
    async () => {
      const { state } = (await call(node, "stack-apply", { ...siteOf(slot, stack, port, stack), home })) as {
        state: string;
      };
      return state === "healthy";
    },
    300,
  );
}

async function fill(node: TestLab, slot: number): Promise<void> {
  const account = accountOf(slot, [...portsOf(slot), sparePortOf(slot)]);
  const limits = { ...account.limits, memoryMb: 4096, processes: 4096 };
  await call(node, "account-ensure", { ...account, limits });
  for (const [at, port] of portsOf(slot).entries()) {
    const site = stackOf(slot, at);
    await up(node, slot, site, port);
    await call(node, "route-put", { site, hosts: [hostOf(slot, at)], port, state: "live" });
  }
}

const userIdOf = (slot: number) => String(20_000 + slot);

/** KB by an account's uid, its subordinate ids, its systemd and Podman's own programs included; and by `ingress`. */
type Memory = ReadonlyMap<string, number>;
const ingress = "ingress";
const held = (memory: Memory, owner: string): number => memory.get(owner) ?? Number.NaN;

/**
 * What processes hold, each shared page counted once in all: the least of some moments, because checks of health come and go.
 * Podman itself works for a caller and ends soon after.
 */
async function idleMemory(node: TestLab): Promise<Memory> {
  const script = `
import collections, json, os, pwd, time
def now():
    held = collections.Counter()
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            called = open(f"/proc/{pid}/cmdline").read().split("\\0")
            if called[0].endswith("podman") and any(word in called for word in ("service", "healthcheck")):
                continue
            uid = next(int(line.split()[1]) for line in open(f"/proc/{pid}/status") if line.startswith("Uid:"))
            kilobytes = next(int(line.split()[1]) for line in open(f"/proc/{pid}/smaps_rollup") if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
        held[20000 + (uid - 1000000) // 65536 if uid >= 1000000 else uid] += kilobytes
    return held
least = now()
for _ in range(19):
    time.sleep(1)
    sample = now()
    least = {owner: min(kilobytes, sample[owner] or kilobytes) for owner, kilobytes in least.items()}
least['ingress'] = least.get(pwd.getpwnam('rookery-ingress').pw_uid, 0)
print(json.dumps(least))`;
  return new Map(Object.entries(JSON.parse(await node.lab.inside("python3", ["-c", script]))));
}

/** KB of one container that an account starts by hand, as many of them as others have sites. */
async function bareContainers(node: TestLab): Promise<number> {
  await call(node, "account-ensure", accountOf(bareSlot, portsOf(bareSlot)));
  const uid = 20_000 + bareSlot;
  const before = await idleMemory(node);
  const image = "localhost/rookery/static:2";
  const options = "--read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges -v $HOME/www:/srv/www:ro";
  const start = `mkdir -p www; echo bare > www/index.html
    for port in ${portsOf(bareSlot).join(" ")}; do podman run -d ${options} -p 127.0.0.1:$port:8080 ${image} > /dev/null; done`;
  await node.as(uid, start);
  return (held(await idleMemory(node), String(uid)) - held(before, String(uid))) / sitesPerAccount;
}

/** Seconds of each look at the node. */
async function looks(node: TestLab): Promise<{ metrics: number[]; facts: number[] }> {
  const seconds = async (name: string): Promise<number> => {
    const from = performance.now();
    await call(node, name, {});
    return (performance.now() - from) / 1000;
  };
  const metrics: number[] = [];
  const facts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    facts.push(await seconds("node-facts"));
    metrics.push(await seconds("node-metrics"));
  }
  return { metrics, facts };
}

/** Visitors of one site, while one of its own account and one of another are deployed anew, and set differently. */
async function changesBeside(node: TestLab): Promise<{ sent: number; failed: string[] }> {
  const load = await startLoad(node.dir, hostOf(1, 0), perSecond, "/");
  await load.answered(perSecond);
  for (const slot of [1, 2]) {
    const [site, host] = [stackOf(slot, 1), hostOf(slot, 1)];
    const port = sparePortOf(slot);
    await up(node, slot, `${site}-2`, port, site);
    const route = { site, hosts: [host], port, state: "live" };
    await call(node, "route-put", route);
    await call(node, "stack-stop", { user: userOfSlot(slot), stack: site });
    const to = { from: "/old", to: "http://elsewhere.localhost/x", code: 301, keepPath: true };
    await call(node, "route-put", { ...route, redirects: [to] });
    await call(node, "route-put", { ...route, state: "suspended" });
  }
  await load.answered(perSecond);
  return load.stop();
}
