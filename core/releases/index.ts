export { cancel, demandDeployable, redeploy, rollBack } from "./deploy.ts";
export { type DeployStep, deployPlan } from "./plans.ts";
export { isUnderWay } from "./release.state.ts";
export { list, Release } from "./release.ts";
export {
  endAll,
  first,
  forgetPlaces,
  holding,
  homeOf,
  isCancelled,
  keepNewest,
  liveOf,
  ofOperation,
  portsOn,
  type ReleaseRow,
  read,
  update,
} from "./release-rows.ts";
