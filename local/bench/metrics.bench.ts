import { ensureImages } from "../lab/images.ts";
import { labSupport } from "../lab/support.ts";
import { accountOf, siteOf, testLab, userOfSlot } from "../lab/test-lab.ts";
import { type Measurement, quantile } from "./measurement.ts";

const accounts = 10;
const sitesPerAccount = 10;
const rounds = 5;

/** One round of metrics of a node with a hundred static sites, from the first byte of SSH to the whole answer. */
export async function bench(): Promise<Measurement[]> {
  const support = labSupport();
  if (!support.ok) throw new Error(support.reason);
  await using node = await testLab("metrics-bench", { images: ["static"] });
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  await ensureImages(node, ["static"]);
  for (let slot = 1; slot <= accounts; slot++) {
    const ports = Array.from({ length: sitesPerAccount }, (_, index) => 10_000 + slot * 100 + index);
    const account = accountOf(slot, ports);
    await call("account-ensure", { ...account, limits: { ...account.limits, memoryMb: 4096, processes: 4096 } });
    for (const [index, port] of ports.entries()) {
      const stack = `s-bench${slot}-${index}`;
      while (
        (
          (await call("stack-apply", { ...siteOf(slot, stack, port, "hello"), user: userOfSlot(slot) })) as {
            state: string;
          }
        ).state !== "healthy"
      );
      await call("route-put", { site: stack, hosts: [`bench${slot}-${index}.localhost`], port, state: "live" });
    }
  }
  const seconds = async (name: string): Promise<number> => {
    const from = performance.now();
    await call(name, {});
    return (performance.now() - from) / 1000;
  };
  const metrics: number[] = [];
  const facts: number[] = [];
  for (let round = 0; round < rounds; round++) {
    facts.push(await seconds("node-facts"));
    metrics.push(await seconds("node-metrics"));
  }
  return [
    {
      name: `metrics of ${accounts * sitesPerAccount} sites, one call of one session`,
      value: quantile(metrics, 0.5),
      unit: "s",
      floor: { name: "the node's facts, which look at no site", value: quantile(facts, 0.5) },
      target: { of: "value", atMost: 2 },
    },
  ];
}
