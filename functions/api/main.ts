import { handle } from "hono/aws-lambda";
import { restartableOperations } from "#core/provisioning/index.ts";
import { functions } from "../manifest.ts";
import { depsFrom } from "../runtime/deps.ts";
import {
  archives,
  identityProviders,
  integrations,
  keys,
  nodeReads,
  payments,
  queues,
  registrar,
  siteNames,
  txtRecords,
} from "../runtime/ports.ts";
import { buildApi } from "./app.ts";

const deps = await depsFrom(process.env, functions.api.needs, (config, runtime) => ({
  ...archives(config),
  ...identityProviders(config),
  ...integrations(config, runtime),
  ...keys(config, runtime),
  ...nodeReads(config),
  ...payments(config),
  ...queues(config),
  ...registrar(config, runtime),
  ...siteNames(runtime),
  ...txtRecords(),
  longOperations: restartableOperations,
}));

export const handler = handle(buildApi(deps));
