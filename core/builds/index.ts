export { keyOf } from "./archive.ts";
export { buildLimits } from "./build.state.ts";
export { Build, BuildLog, type BuildRow, list, log } from "./build.ts";
export { again, begin, end, note, noteImageGone, openSource, surplusImages, toBuild } from "./build-progress.ts";
export { isUnderWay, memoryOf } from "./build-rows.ts";
export { deploy, deployPush } from "./deploying.ts";
export type { ArchiveStore, ArchiveUpload } from "./ports.ts";
export { rebuild } from "./rebuilding.ts";
export { deployUpload, signUpload, Upload } from "./upload.ts";
