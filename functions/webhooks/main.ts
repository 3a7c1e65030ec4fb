import { handle } from "hono/aws-lambda";
import { depsFrom } from "../runtime/deps.ts";
import { buildWebhooks } from "./app.ts";

export const handler = handle(buildWebhooks(depsFrom(process.env)));
