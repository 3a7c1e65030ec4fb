import { implement } from "../kernel/long-operation/plan.ts";
import * as Services from "../services/index.ts";
import * as Settings from "../settings/index.ts";
import { choosePlace, ensureAccount, leaveNode } from "./account-steps.ts";
import { getImage } from "./image-step.ts";
import { patient } from "./patience.ts";
import { applySettings } from "./route.ts";
import {
  configureEndings,
  provisionEndings,
  removeEndings,
  resumeEndings,
  retireEndings,
  suspendEndings,
} from "./service-endings.ts";
import {
  checkFirstPage,
  haltContainers,
  removeContainers,
  removeRoute,
  republish,
  restartContainers,
  showSuspended,
  startSite,
  stopContainers,
  takeOffline,
} from "./steps.ts";

export const provision = implement(
  Services.provisionPlan,
  patient({
    place: choosePlace,
    account: ensureAccount,
    image: getImage,
    site: startSite,
    check: checkFirstPage,
  }),
  provisionEndings,
);

export const suspend = implement(
  Services.suspendPlan,
  patient({ route: showSuspended, containers: stopContainers }),
  suspendEndings,
);

export const resume = implement(
  Services.resumePlan,
  patient({ containers: restartContainers, route: republish, check: checkFirstPage }),
  resumeEndings,
);

export const configure = implement(Settings.configurePlan, patient({ route: applySettings }), configureEndings);

export const retire = implement(
  Services.retirePlan,
  patient({ route: takeOffline, containers: haltContainers }),
  retireEndings,
);

export const remove = implement(
  Services.removePlan,
  patient({ route: removeRoute, containers: removeContainers, account: leaveNode }),
  removeEndings,
);
