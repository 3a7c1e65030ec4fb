export { ComposeLint, lintCompose } from "./compose-lint.ts";
export { due } from "./due.ts";
export { memorySoldOn, ofAccountOn, placedOn, servicesOn } from "./placement.ts";
export { provisionPlan, removePlan, resumePlan, retirePlan, suspendPlan } from "./plans.ts";
export { type NodeReads, SiteLog, type SiteLogRequest } from "./ports.ts";
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
  resume,
  Service,
  type ServiceRow,
  suspend,
  terminate,
  update,
} from "./service.ts";
export { OperationSummary, operationOf } from "./service-operation.ts";
export { siteLog } from "./site-log.ts";
export { makeTemplateSecrets, openTemplateSecrets } from "./template-secret.ts";
