export { ComposeLint, lintCompose } from "./compose-lint.ts";
export { due } from "./due.ts";
export { memorySoldOn, ofAccountOn, placedOn, servicesOn, sitesOf } from "./placement.ts";
export {
  provisionPlan,
  removePlan,
  restartPlan,
  resumePlan,
  retirePlan,
  startPlan,
  stopPlan,
  suspendPlan,
} from "./plans.ts";
export { type NodeReads, noSiteLog, SiteLog, SiteLogRequest } from "./ports.ts";
export { type ServiceState, serviceStates } from "./service.state.ts";
export {
  abandon,
  create,
  get,
  keep,
  list,
  lock,
  read,
  remove,
  restart,
  resume,
  Service,
  type ServiceRow,
  startAgain,
  stop,
  suspend,
  terminate,
  update,
} from "./service.ts";
export { OperationSummary, operationOf } from "./service-operation.ts";
export { siteLog } from "./site-log.ts";
export { makeTemplateSecrets, openTemplateSecrets } from "./template-secret.ts";
export { tellVersionEnding, versionEndingToTell, versionsEnding } from "./version-ending.ts";
