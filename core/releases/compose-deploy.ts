import { z } from "zod";
import { composeCharactersMax } from "../hosting/compose/file-size.state.ts";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import * as Services from "../services/index.ts";
import { begin, deployable } from "./deploy.ts";
import { mayDeploy } from "./release.state.ts";
import { demandLive, runsOf } from "./release-rows.ts";

const template = "compose";

/** Another compose file for a website that runs one: it is what is wanted from now on, and a release of it begins. */
export const deployCompose = command({
  name: "release.deploy_compose",
  input: z.object({ serviceId: Id("service"), text: z.string().min(1).max(composeCharactersMax) }),
  allow: mayDeploy,
  async run(scope, { serviceId, text }) {
    const service = await deployable(scope.tx, serviceId);
    if (service.template !== template) {
      throw new DomainError("conflict", "service.not_compose", "This website does not run a compose file.");
    }
    const parameters = { text };
    await Hosting.demandUsable({ template, parameters }, { ...service, name: service.planName }, "text");
    const live = await demandLive(scope.tx, serviceId);
    await Services.update(scope.tx, serviceId, { parameters });
    return begin(scope, service, { ...runsOf(live), cause: "settings", parameters });
  },
});
