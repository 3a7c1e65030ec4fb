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
  restartEndings,
  resumeEndings,
  retireEndings,
  startEndings,
  stopEndings,
  suspendEndings,
} from "./service-endings.ts";
import {
  checkFirstPage,
  checkUnlessStopped,
  haltContainers,
  haltRelease,
  publishAgain,
  removeContainers,
  removeRoute,
  republish,
  restartContainers,
  showStopped,
  showSuspended,
  startAll,
  startRelease,
  startSite,
  stopAll,
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

export const stop = implement(Services.stopPlan, patient({ route: showStopped, containers: stopAll }), stopEndings);

export const start = implement(
  Services.startPlan,
  patient({ containers: startAll, route: publishAgain, check: checkFirstPage }),
  startEndings,
);

export const restart = implement(
  Services.restartPlan,
  patient({ stop: haltRelease, start: startRelease, check: checkFirstPage }),
  restartEndings,
);

export const suspend = implement(
  Services.suspendPlan,
  patient({ route: showSuspended, containers: stopContainers }),
  suspendEndings,
);

export const resume = implement(
  Services.resumePlan,
  patient({ containers: restartContainers, route: republish, check: checkUnlessStopped }),
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
