import { eq } from "drizzle-orm";
import { operation } from "../kernel/long-operation/long-operation.sql.ts";
import { node } from "../nodes/node.sql.ts";
import { service } from "../services/service.sql.ts";

/** An operation's row with the name of what it works on, for `from(operation)` with both joins. */
export const operationColumns = { operation, site: service.name, machine: node.name };
// What an operation works on is the id of one of several kinds.
export const worksOnService = eq(service.id, operation.subject as never);
export const worksOnNode = eq(node.id, operation.subject as never);

/** "Set up my-shop", "Check the node rack-1". */
export const titleOf = (row: { operation: { title: string }; site: string | null; machine: string | null }): string =>
  [row.operation.title, row.site ?? row.machine].filter((part) => part !== null).join(" ");
