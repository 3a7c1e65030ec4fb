import { costs, loads } from "./load-model.ts";
import type { Measurement } from "./measurement.ts";

/** What the load model says. The request that it assumes is measured by the bench of lists. */
export async function bench(): Promise<Measurement[]> {
  const perCustomers = [100, 1_000, 10_000].map(
    (customers): Measurement => ({
      name: `model: ${customers.toLocaleString("en")} customers, a month`,
      value: costs(customers).reduce((sum, { value }) => sum + value, 0),
      unit: "USD",
    }),
  );
  const shares = loads(10_000).map(
    ({ part, demand, limit, unit }): Measurement => ({
      name: `model: 10,000 customers, ${part}`,
      value: demand,
      unit,
      floor: { name: "what it can give", value: limit },
      target: { of: "ratio", atMost: 1 },
    }),
  );
  return [...perCustomers, ...shares];
}
