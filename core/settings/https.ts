import { eq } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { serviceFront } from "./front.sql.ts";
import { changeFront, configurable, configured } from "./front.ts";
import { hstsChoices, mayConfigure } from "./settings.state.ts";

/** Whether visitors are sent on to https, and how long browsers are told to come by nothing else. */
export const setHttps = command({
  name: "service.set_https",
  input: z
    .object({ serviceId: Id("service"), httpsOnly: z.boolean(), hstsSeconds: z.literal(hstsChoices).nullable() })
    .refine(({ httpsOnly, hstsSeconds }) => httpsOnly || hstsSeconds === null, {
      error: "Browsers are told to come by https alone only where everybody is sent there.",
      path: ["hstsSeconds"],
    }),
  allow: mayConfigure,
  async run(scope, { serviceId, httpsOnly, hstsSeconds }) {
    const service = await configurable(scope.tx, serviceId);
    const [before] = await scope.tx.select().from(serviceFront).where(eq(serviceFront.serviceId, serviceId));
    await changeFront(scope, service, { httpsOnly, hstsSeconds });
    return configured(scope, service, {
      before: { httpsOnly: before?.httpsOnly ?? true, hstsSeconds: before?.hstsSeconds ?? null },
      after: { httpsOnly, hstsSeconds },
    });
  },
});
