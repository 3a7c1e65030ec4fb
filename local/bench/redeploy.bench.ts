import { eventually } from "../faults/eventually.ts";
import { startLoad } from "../lab/load.ts";
import type { LoadReport } from "../lab/load-generator.ts";
import { labSupport } from "../lab/support.ts";
import { accountOf, siteOf, testLab } from "../lab/test-lab.ts";
import { type Measurement, quantile } from "./measurement.ts";

const rounds = 3;
const perSecond = 200;
/** Of each round, whatever happens meanwhile: the slowest in a hundred of a longer one would be others. */
const requests = 20 * perSecond;
const host = "app.localhost";

/** A release changed under load, beside the same load while another account's container starts. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  await using node = await testLab("redeploy-bench");
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const own = accountOf(1, [10_001, 10_002]);
  const other = accountOf(2, [10_003]);
  for (const account of [own, other]) await call("account-ensure", account);

  const start = async (slot: number, stack: string, home: string, port: number) => {
    const wanted = { ...siteOf(slot, stack, port, stack), home };
    await eventually(`${stack} is healthy`, async () => {
      const { state } = (await call("stack-apply", wanted)) as { state: string };
      return state === "healthy";
    });
  };
  const remove = async (user: string, stack: string) => {
    await call("stack-stop", { user, stack });
    await call("stack-remove", { user, stack });
  };
  const portOf = (release: number) => 10_001 + (release % 2);
  const lead = (release: number) =>
    call("route-put", { site: "app", hosts: [host], port: portOf(release), state: "live" });
  const open = async (release: number) =>
    ((await call("port-connections", { port: portOf(release) })) as { connections: number }).connections;
  /** What the platform does on the node at a deploy. */
  const redeploy = async (release: number) => {
    await start(1, `app-${release}`, "app", portOf(release));
    await lead(release);
    await eventually("nothing is open to the release before", async () => (await open(release - 1)) === 0);
    await remove(own.user, `app-${release - 1}`);
  };
  const underLoad = async (change?: () => Promise<void>): Promise<LoadReport> => {
    const load = await startLoad(node.dir, host, perSecond, "/");
    const enough = load.answered(requests);
    await load.answered(perSecond);
    await change?.();
    await enough;
    return load.stop();
  };
  const slowest = ({ times }: LoadReport) => quantile(times, 0.99);

  await start(1, "app-0", "app", portOf(0));
  await lead(0);
  const changed: LoadReport[] = [];
  const beside: LoadReport[] = [];
  const idle: LoadReport[] = [];
  for (let round = 0; round < rounds; round++) {
    idle.push(await underLoad());
    beside.push(await underLoad(() => start(2, "other", "other", 10_003)));
    await remove(other.user, "other");
    changed.push(await underLoad(() => redeploy(round + 1)));
  }
  const median = (reports: readonly LoadReport[]) => quantile(reports.map(slowest), 0.5);
  const failed = changed.reduce((sum, report) => sum + report.failed.length, 0);
  return [
    {
      name: `requests that failed, ${rounds} redeploys at ${perSecond} a second`,
      value: failed,
      unit: "",
      target: { of: "value", atMost: 0 },
    },
    {
      name: `slowest in a hundred during a redeploy, ${perSecond} a second`,
      value: median(changed),
      unit: "ms",
      floor: { name: "while another account's container starts", value: median(beside) },
      target: { of: "ratio", atMost: 1.5 },
    },
    { name: "slowest in a hundred while nothing changes", value: median(idle), unit: "ms" },
  ];
}
