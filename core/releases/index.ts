export { begin, cancel, demandDeployable, deployable, redeploy, rollBack } from "./deploy.ts";
export { liveSince } from "./live-since.ts";
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
  type Wanted,
} from "./release-rows.ts";
