import * as Certificates from "../certificates/index.ts";
import * as Domains from "../domains/index.ts";
import { type Registry, registry } from "../kernel/long-operation/plan.ts";
import * as Nodes from "../nodes/index.ts";
import * as Releases from "../releases/index.ts";
import * as Services from "../services/index.ts";
import * as Settings from "../settings/index.ts";
import { certificateEndings } from "./certificate-endings.ts";
import { connectEndings, proveEndings } from "./domain-endings.ts";
import { checkEndings } from "./node-endings.ts";
import { deployEndings } from "./release-endings.ts";
import {
  configureEndings,
  provisionEndings,
  removeEndings,
  restartEndings,
  resumeEndings,
  retireEndings,
  startEndings,
  stopEndings,
  suspendEndings,
} from "./service-endings.ts";

/** Every kind of long operation without its steps, for functions that start operations again and run none. */
export const restartableOperations: Registry = registry([
  { plan: Services.provisionPlan, endings: provisionEndings },
  { plan: Releases.deployPlan, endings: deployEndings },
  { plan: Settings.configurePlan, endings: configureEndings },
  { plan: Services.stopPlan, endings: stopEndings },
  { plan: Services.startPlan, endings: startEndings },
  { plan: Services.restartPlan, endings: restartEndings },
  { plan: Services.suspendPlan, endings: suspendEndings },
  { plan: Services.resumePlan, endings: resumeEndings },
  { plan: Services.retirePlan, endings: retireEndings },
  { plan: Services.removePlan, endings: removeEndings },
  { plan: Nodes.checkPlan, endings: checkEndings },
  { plan: Certificates.issuePlan, endings: certificateEndings },
  { plan: Domains.provePlan, endings: proveEndings },
  { plan: Settings.connectPlan, endings: connectEndings },
]);
