import { depsFrom } from "../runtime/deps.ts";
import { consumer } from "./consumer.ts";
import { takePaymentMessage } from "./payment-message.ts";

export const handler = consumer(depsFrom(process.env), "payments", takePaymentMessage);
