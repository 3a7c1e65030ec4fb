export { deployCompose } from "./compose-deploy.ts";
export { begin, cancel, demandDeployable, deployable, redeploy, rollBack } from "./deploy.ts";
export { endedBefore } from "./ended-before.ts";
export { liveSince } from "./live-since.ts";
export { type DeployStep, deployPlan } from "./plans.ts";
export { isUnderWay, releaseStates } from "./release.state.ts";
export { list, Release, Requester, requesterOf, requestersOf } from "./release.ts";
export { conceal, newestOf, secretsNeeded } from "./release-environment.ts";
export {
  builtImageOf,
  canBegin,
  demandLive,
  endAll,
  first,
  forgetPlaces,
  holding,
  homeOf,
  imagesNeeded,
  isCancelled,
  keepNewest,
  liveOf,
  numbered,
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
