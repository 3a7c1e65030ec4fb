import { handle } from "hono/aws-lambda";
import { depsFrom } from "../runtime/deps.ts";
import { buildApi } from "./app.ts";

export const handler = handle(buildApi(depsFrom(process.env)));
