import { z } from "zod";
import * as LongOperations from "#core/kernel/long-operation/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import { route } from "../route.ts";

const Log = z.object({ lines: z.array(LongOperations.LogLine), cursor: z.int() });

export const operationsRoutes = {
  "GET /operations": route(LongOperations.list, PageOf(LongOperations.LongOperation)),
  "GET /operations/{operationId}": route(LongOperations.get, LongOperations.LongOperation),
  "GET /operations/{operationId}/log": route(LongOperations.log, Log),
};
