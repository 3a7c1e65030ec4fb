import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { keys, payments } from "../runtime/ports.ts";
import { consumer } from "./consumer.ts";
import { takePaymentMessage } from "./payment-message.ts";

const deps = await depsFrom(process.env, functions.payments.needs, (config, runtime) => ({
  ...keys(config, runtime),
  ...payments(config),
}));

export const handler = consumer(deps, "payments", takePaymentMessage);
