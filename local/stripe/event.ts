import { z } from "zod";
import { missing } from "./error.ts";
import { page, within } from "./list.ts";
import { operation } from "./operation.ts";
import { boolean, createdRange, listParams, params, text } from "./parameter.ts";

const List = listParams({
  created: createdRange().optional(),
  delivery_success: boolean().optional(),
  type: text().optional(),
  types: z.array(text()).max(20).optional(),
});

/** `charge.*` stands for every event of charges. */
export const covers = (pattern: string, type: string): boolean =>
  pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)));

export const eventOperations = [
  operation("GET /v1/events/{id}", params({}), (work, _, path) => {
    const event = work.events.get(path.id);
    if (!event) throw missing("event", path.id, "id", 404);
    return event;
  }),

  operation("GET /v1/events", List, (work, { created, delivery_success, type, types, ...cursor }) => {
    const rows = work.events
      .newestFirst()
      .filter((row) => within(row.created, created) && (!type || covers(type, row.type)))
      .filter((row) => !types || types.some((pattern) => covers(pattern, row.type)))
      .filter((row) => delivery_success === undefined || delivery_success === (row.pending_webhooks === 0));
    return page("event", "/v1/events", rows, cursor);
  }),
];
