import { z } from "zod";
import * as Hosting from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import type { StepResult, StepScope } from "../kernel/long-operation/plan.ts";
import { command } from "../kernel/operation.ts";
import * as Registries from "../registries/index.ts";
import * as Releases from "../releases/index.ts";
import type { At } from "./here.ts";
import type { ImageSource } from "./image-source.ts";
import { renderRelease, secretsOf } from "./render-release.ts";

const pollSeconds = 2;
const patienceSeconds = 15;
/** Trying again helps: the registry, or the node, was not there for a moment. */
const passing: readonly string[] = ["image.unreachable", "image.interrupted"];

/** A release keeps the digests, so that going back to it runs the very same. */
export const pulling: Omit<ImageSource, "suits"> = {
  async get(scope, at, release) {
    const wanted = await wantedImages(scope, at, release);
    const exact = new Map(wanted.flatMap((image) => (image.exact === undefined ? [] : [[image.name, image.exact]])));
    let waitSeconds = patienceSeconds;
    for (const [index, { name }] of wanted.entries()) {
      const known = exact.get(name);
      const { state, image } = await pull(scope, at, known ?? name, known === undefined ? waitSeconds : 0);
      if (state === "pulling") return stillPulling(name, index + 1, wanted.length);
      if (known !== undefined) continue;
      // A step is short: what comes after one that was waited for begins, and is waited for the next time.
      waitSeconds = 0;
      scope.log(`${name} is ${image}`);
      exact.set(name, image);
      await keepImages(scope.ctx, { releaseId: release.id, images: Object.fromEntries(exact) });
    }
    await keepImages(scope.ctx, { releaseId: release.id, images: Object.fromEntries(exact) });
    return { done: true, message: `${said(wanted.map(({ name }) => name))} on the node.` };
  },

  /** What is there already stays for the next attempt, and goes when nothing needs it any more. */
  async undo(scope, at, release) {
    if (release.state === "live") return;
    for (const { name, exact } of await wantedImages(scope, at, release).catch(unreadable)) {
      await at.call.stopPull(at.user, exact ?? name);
    }
  },
};

interface WantedImage {
  name: string;
  /** By its digest, where it is decided already what the name means. */
  exact: string | undefined;
}

/**
 * A release that is deployed again asks what the names mean now; of what keeps data it does not, as a deploy leaves that
 * alone for as long as the file names the same.
 */
async function wantedImages(scope: StepScope, at: At, release: Releases.ReleaseRow): Promise<WantedImage[]> {
  const template = Hosting.appTemplate(release.template);
  if (template.pulled) return [{ name: template.image(release.parameters), exact: release.image ?? undefined }];
  const { images, beside } = await renderRelease(at, release, await secretsOf(scope, at, release));
  const keepsData = new Set(beside.map(({ image }) => image));
  const before = at.live?.images ?? {};
  return images
    .filter((name) => !name.startsWith("localhost/"))
    .map((name) => ({ name, exact: release.images[name] ?? (keepsData.has(name) ? before[name] : undefined) }));
}

/** A file that cannot be used has had nothing pulled. */
function unreadable(error: unknown): [] {
  if (error instanceof DomainError && error.code === "compose.refused") return [];
  throw error;
}

const stillPulling = (name: string, number: number, count: number): StepResult => ({
  done: false,
  waitSeconds: pollSeconds,
  waitingFor: {
    code: "image.pulling",
    message: `Pulling ${name}${count > 1 ? `, ${number} of ${count}` : ""}. Large images take minutes the first time.`,
    about: { name, number, count },
  },
});

const said = ([first, ...others]: readonly string[]): string =>
  others.length > 0 ? `${others.length + 1} images are` : `${first?.split("@")[0] ?? "It"} is`;

async function pull({ ctx }: StepScope, { call, user, service }: At, image: string, waitSeconds: number) {
  const login = await Registries.loginForImage(ctx, { accountId: service.accountId, image });
  try {
    return await call.pullImage({ user, image, waitSeconds, login });
  } catch (error) {
    if (!(error instanceof DomainError) || !passing.includes(error.code)) throw error;
    throw new DomainError("unavailable", error.code, error.message, { cause: error });
  }
}

/** What names meant when they were pulled. */
export const keepImages = command({
  name: "release.keep_image",
  input: z.object({ releaseId: Id("release"), images: z.record(z.string(), z.string()) }),
  allow: { system: true },
  async run({ tx }, { releaseId, images }) {
    const row = await Releases.read(tx, releaseId);
    const { serviceId, accountId, number } = row;
    const only = Object.values(images)[0] ?? null;
    const change = Hosting.appTemplate(row.template).composed ? { images } : { image: only };
    if (isSame(change.images ?? row.images, row.images) && (change.image ?? row.image) === row.image) {
      return { value: null, audit: "unchanged", events: [] };
    }
    await Releases.update(tx, releaseId, change);
    return { value: null, audit: { target: serviceId, accountId, after: { number, ...change } }, events: [] };
  },
});

const isSame = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([name, exact]) => other[name] === exact);
