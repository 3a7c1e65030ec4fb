import type { Sentences } from "./sentence.ts";

/** From a source to what is live. */
export const releases: Sentences<"release" | "build" | "source" | "registry"> = {
  "release.redeploy": { says: "{actor} deployed {target} again", shows: ["number"] },
  "release.deploy_compose": { says: "{actor} deployed {target} with another compose file", shows: ["number"] },
  "release.roll_back": { says: "{actor} began to roll {target} back to an earlier release", shows: ["number"] },
  "release.cancel": { says: "{actor} cancelled a deploy of {target}", shows: ["number"] },
  "release.begin_switch": {
    says: "{actor} began to lead visitors of {target} to a new release",
    shows: ["number"],
    inner: true,
  },
  "release.end_switch": {
    says: "{actor} led visitors of {target} back to the release before",
    shows: ["number"],
    inner: true,
  },
  "release.publish": { says: "A release of {target} is live", shows: ["number"] },
  "release.keep_last_words": {
    says: "{actor} kept the last words of a release of {target}",
    shows: ["number"],
    inner: true,
  },
  "release.keep_image": {
    says: "{actor} noted which images a release of {target} runs",
    shows: ["number"],
    inner: true,
  },
  "release.note_stopped": { says: "{actor} stopped a release of {target}", shows: ["number"], inner: true },
  "release.free_place": { says: "{actor} gave the port of a release of {target} back", shows: ["number"], inner: true },
  "release.deploy": { says: "{actor} had {target} built and deployed", shows: ["number"] },
  "release.deploy_upload": { says: "{actor} had an archive of {target} built and deployed", shows: ["number"] },
  "release.deploy_push": {
    says: "{target} is built and deployed, as something was pushed",
    shows: ["number", "commit"],
  },
  "build.begin": { says: "{actor} began to build a release of {target}", shows: ["number"], inner: true },
  "build.note": { says: "{actor} noted what a build of {target} wrote", inner: true },
  "build.end": { says: "{actor} saw a build of {target} end", shows: ["number"], inner: true },
  "build.note_image_gone": {
    says: "{actor} removed an image of {target} that no release needs",
    shows: ["number"],
    inner: true,
  },
  "source.connect": {
    says: "{actor} connected {target} with the repository {after.repository}",
    shows: ["repository", "branch", "folder", "deploysOnPush"],
  },
  "source.change": {
    says: "{actor} changed what {target} is built from",
    shows: ["repository", "branch", "folder", "deploysOnPush"],
  },
  "source.disconnect": {
    says: "{actor} disconnected {target} from the repository {before.repository}",
    shows: ["repository", "branch"],
  },
  "source.renew_key": { says: "{actor} made a new deploy key for {target}" },
  "source.renew_secret": { says: "{actor} made a new webhook secret for {target}" },
  "source.receive": { says: "Something was pushed to the branch of {target}", shows: ["commit"] },
  "registry.keep": {
    says: "{actor} gave the account what opens private images of {after.registry}",
    shows: ["registry", "username"],
  },
  "registry.forget": {
    says: "{actor} took away what opens private images of {before.registry}",
    shows: ["registry", "username"],
  },
};
