import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { mailer } from "../runtime/ports.ts";
import { consumer } from "./consumer.ts";
import { sendMail } from "./mail-message.ts";

const deps = await depsFrom(process.env, functions.mail.needs, mailer);

export const handler = consumer(deps, "mail", sendMail);
