import * as Builds from "../builds/index.ts";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import type * as Releases from "../releases/index.ts";
import { fitAccount } from "./account-steps.ts";
import { type NodeSource, toRepository } from "./build-primitives.ts";
import { forgetImage, on, removeSurplusImages } from "./builds-removed.ts";
import { type At, here } from "./here.ts";
import type { ImageSource } from "./image-source.ts";
import { platformImages, platformImagesReady } from "./platform-image.ts";

const pollSeconds = 2;
const linesAtOnce = 1_000;
/** From the start of a build, which fetches first of all. */
const downloadSeconds = 900;
/** A node that restarts ends its builds: one that is lost is begun anew, so often. */
const startsMax = 3;

type Release = Releases.ReleaseRow;
type Build = Builds.BuildRow;

/** What a build is called on its node. */
const nameOf = (id: Id<"build">): string => `b-${id.slice("bld_".length).toLowerCase()}`;

const goesOn = (message: string): StepResult => ({
  done: false,
  waitSeconds: pollSeconds,
  waitingFor: { code: "build.building", message },
});

/** A detached build on the node, which is looked at until it has ended. */
export const building: Omit<ImageSource, "suits"> = {
  async get(scope, at, release) {
    const build = await Builds.toBuild(scope.ctx, { releaseId: release.id });
    // A release that runs what another one had built.
    if (!build || build.state === "built") return { done: true, message: "It is built already." };
    return build.state === "queued" ? begin(scope, at, release, build) : look(scope, at, release, build);
  },

  async undo(scope, at, release) {
    const build = await Builds.toBuild(scope.ctx, { releaseId: release.id });
    if (!build || release.state === "live") return;
    const name = nameOf(build.id);
    if (Builds.isUnderWay(build)) {
      await on(scope, at).stop(at.user, name);
      await drain(scope, at, build);
      await Builds.end(scope.ctx, { buildId: build.id, state: "cancelled" });
    }
    await on(scope, at).remove(at.user, name);
    // Its containers are removed after this: what they still run on goes with the next build.
    if (build.imageKept) await forgetImage(scope, at, build);
    await fitAccount(scope, await here(scope));
  },
};

async function begin(scope: StepScope, at: At, release: Release, build: Build): Promise<StepResult> {
  const buildId = build.id;
  const recipe = Hosting.recipeOf(release.template, release.parameters);
  // The platform's images that it begins with.
  const ready = await platformImagesReady(scope, at, platformImages(Hosting.imagesOf(recipe)));
  if (!ready.done) return ready;
  const source = await opened(scope, build);
  await removeSurplusImages(scope, at);
  // Room for the build beside what runs, before it is there.
  await fitAccount(scope, at);
  const started = await on(scope, at).start({
    ...{ user: at.user, build: nameOf(buildId), home: at.home, image: build.image, folder: build.folder },
    source,
    recipe,
    limits: Builds.buildLimits,
  });
  if (!started) return goesOn("Waiting for another build of this account to end.");
  await Builds.begin(scope.ctx, { buildId });
  scope.log(`building ${build.archive ? build.archive.name : `${build.url}, ${build.branch}`}`);
  return goesOn(`Building ${sourceName(build)}. Its log is below.`);
}

/** Where the node fetches what it builds: a repository, or an archive by an address that is good for a build. */
async function opened(scope: StepScope, build: Build): Promise<NodeSource> {
  if (build.archive) {
    const { sha256, format } = build.archive;
    const url = await scope.ctx.ports.archives.signDownload(Builds.keyOf(build, build.archive), downloadSeconds);
    return { kind: "archive", url: url.reveal(), sha256, format };
  }
  return toRepository(await Builds.openSource(scope.ctx, { buildId: build.id }), build.branch ?? "HEAD");
}

const sourceName = ({ archive, branch }: Pick<Build, "archive" | "branch">): string =>
  archive?.name ?? branch ?? "HEAD";

async function look(scope: StepScope, at: At, release: Release, build: Build): Promise<StepResult> {
  const status = await drain(scope, at, build);
  const buildId = build.id;
  switch (status.state) {
    case "building":
      return goesOn(`Building ${sayRevision(build, status.revision)}. Its log is below.`);
    case "built":
      await Builds.end(scope.ctx, { buildId, state: "built" });
      break;
    case "absent":
      // The node has lost it. What it wrote until then is kept.
      if (build.starts >= startsMax) return failed(scope, at, build, lost);
      return begin(scope, at, release, build);
    case "cancelled":
    case "failed":
      if (status.code === "build.interrupted" && build.starts < startsMax) {
        await on(scope, at).remove(at.user, nameOf(buildId));
        return begin(scope, at, release, build);
      }
      return failed(scope, at, build, { code: status.code ?? "build.failed", message: status.message ?? lost.message });
  }
  await on(scope, at).remove(at.user, nameOf(buildId));
  await fitAccount(scope, await here(scope));
  return { done: true, message: `Built ${sayRevision(build, status.revision)}.` };
}

const lost = {
  code: "build.lost",
  message: "The build was interrupted again and again. Deploy once more; if it stays so, write to us.",
};

async function failed(
  scope: StepScope,
  at: At,
  build: Build,
  failure: { code: string; message: string },
): Promise<never> {
  await Builds.end(scope.ctx, { buildId: build.id, state: "failed", failure });
  await on(scope, at).remove(at.user, nameOf(build.id));
  throw new DomainError("conflict", failure.code, failure.message);
}

/** An archive has no better name than that of its file. */
const sayRevision = (build: Build, revision: { id: string; subject: string } | undefined): string =>
  revision && !build.archive ? said(revision) : sourceName(build);

const said = ({ id, subject }: { id: string; subject: string }): string =>
  `${id.slice(0, 7)}${subject === "" ? "" : `, “${subject.slice(0, 80)}”`}`;

/** Takes over what a build wrote since the last time, as far as there is more of it. */
async function drain(scope: StepScope, at: At, build: Build) {
  const buildId = build.id;
  for (let after = build.cursor; ; ) {
    const status = await on(scope, at).status({
      ...{ user: at.user, build: nameOf(buildId), limit: linesAtOnce },
      ...(after !== null && { after }),
    });
    const { cursor, lines, revision } = status;
    if (status.state === "absent") return status;
    const found = build.revision === null && revision;
    if (cursor !== after || found)
      await Builds.note(scope.ctx, { buildId, after, cursor, lines, ...(found && { revision: found }) });
    after = cursor;
    if (lines.length < linesAtOnce) return status;
  }
}
