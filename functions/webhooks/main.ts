import { handle } from "hono/aws-lambda";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import { keys } from "../runtime/ports.ts";
import { buildWebhooks } from "./app.ts";

export const handler = handle(buildWebhooks(await depsFrom(process.env, functions.webhooks.needs, keys)));
