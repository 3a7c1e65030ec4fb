import { depsFrom } from "../runtime/deps.ts";
import { consumer } from "./consumer.ts";
import { sendMail } from "./mail-message.ts";

export const handler = consumer(depsFrom(process.env), "mail", sendMail);
