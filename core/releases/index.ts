export { deployCompose } from "./compose-deploy.ts";
export { begin, cancel, demandDeployable, deployable, redeploy, rollBack } from "./deploy.ts";
export { endedBefore } from "./ended-before.ts";
export { liveSince } from "./live-since.ts";
export { type DeployStep, deployPlan } from "./plans.ts";
export { isUnderWay } from "./release.state.ts";
export { list, Release } from "./release.ts";
export {
  builtImageOf,
  canBegin,
  endAll,
  first,
  forgetPlaces,
  holding,
  homeOf,
  imagesNeeded,
  isCancelled,
  keepNewest,
  liveOf,
  ofOperation,
  portsOn,
  type ReleaseRow,
  read,
  runsOf,
  runsOrWill,
  surplusPulledImages,
  update,
  type Wanted,
} from "./release-rows.ts";
