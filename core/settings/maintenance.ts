import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { changeFront, configurable, configured } from "./front.ts";
import { mayConfigure } from "./settings.state.ts";

/** Shows visitors a page that says so, until it is switched off. */
export const setMaintenance = command({
  name: "service.set_maintenance",
  input: z.object({ serviceId: Id("service"), maintenance: z.boolean() }),
  allow: mayConfigure,
  async run(scope, { serviceId, maintenance }) {
    const service = await configurable(scope.tx, serviceId);
    await changeFront(scope, service, { maintenance });
    return configured(scope, service, { after: { maintenance } });
  },
});
