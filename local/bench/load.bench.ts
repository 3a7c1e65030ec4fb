import type { APIGatewayProxyResult, Context } from "aws-lambda";
import { apiEvent, benchSettings } from "./api-event.ts";
import { benchCloud } from "./cloud-env.ts";
import { assumptions, costs, loads } from "./load-model.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

type Handler = (event: unknown, context: Context) => Promise<APIGatewayProxyResult>;

/** The load model's results, and the one of its assumptions that every other rests on, measured. */
export async function bench(): Promise<Measurement[]> {
  const request = await requestMs();
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
  return [
    {
      name: "a request of the API, warm, p95",
      value: request,
      unit: "ms",
      target: { of: "value", atMost: assumptions.requestMs },
    },
    ...perCustomers,
    ...shares,
  ];
}

async function requestMs(): Promise<number> {
  const cloud = await benchCloud();
  try {
    Object.assign(process.env, cloud.env, benchSettings);
    const { handler } = (await import("#functions/api/main.ts")) as unknown as { handler: Handler };
    const ask = async () => {
      const { statusCode } = await handler(apiEvent("GET", "/api/plans"), {} as Context);
      if (statusCode !== 200) throw new Error(`the plans answered ${statusCode}`);
    };
    await timesOf(50, ask);
    return quantile(await timesOf(300, ask), 0.95);
  } finally {
    await cloud.stop();
  }
}
