import type { ReleaseState } from "#web/data/releases.ts";
import { dictionary } from "#web/lib/dictionary.ts";
import type { Tone } from "#web/ui/status.tsx";

export const text = dictionary({
  en: {
    title: "Releases",
    loading: "Loading the releases",
    failed: "The releases can’t be shown right now",
    empty: "There is no release yet.",
    release: "Release",
    state: "State",
    by: "By",
    when: "When",
    took: "Took",
    actions: "Actions",
    numbered: (number: number) => `Release ${number}`,
    states: {
      pending: "Queued",
      starting: "Starting",
      switching: "Taking over",
      live: "Live",
      superseded: "Replaced",
      rolled_back: "Rolled back",
      failed: "Failed",
      cancelled: "Cancelled",
      removed: "Deleted",
    } satisfies Record<ReleaseState, string>,
    causes: {
      order: "First release",
      redeploy: "Deployed again",
      rollback: (number: number) => `Back to release ${number}`,
      settings: "Settings changed",
      push: "Pushed",
      deploy: "Built anew",
      upload: "Uploaded",
      image: "New image",
    },
    who: { member: "A member", support: "Support", key: "An API key", system: "Rookery" },
    lastWords: "Last words of its containers",
    deploy: {
      label: "Deploy again",
      title: (host: string) => `Deploy ${host} again?`,
      text: "A new release starts beside the one that is live. Visitors are led to it once it is healthy; until then, and if it fails, they notice nothing. Files and settings stay.",
      confirm: "Deploy again",
      dismiss: "Not now",
      done: (number: number) => `Release ${number} is on its way`,
    },
    rollBack: {
      label: "Roll back",
      of: (number: number) => `Roll back to release ${number}`,
      title: (number: number) => `Roll back to release ${number}?`,
      text: (live: number | undefined) =>
        `What it ran starts as a new release and takes over once it is healthy. ${live ? `Release ${live} is kept, so that you can come back to it. ` : ""}The site’s files belong to all releases and stay as they are.`,
      confirm: "Roll back",
      dismiss: "Leave as it is",
      done: (number: number) => `Release ${number} takes the site back`,
    },
    cancel: {
      label: "Cancel",
      of: (number: number) => `Cancel release ${number}`,
      done: "The release is being cancelled",
    },
  },
});

export const releaseTones: Record<ReleaseState, Tone> = {
  pending: "run",
  starting: "run",
  switching: "run",
  live: "ok",
  superseded: "plain",
  rolled_back: "plain",
  failed: "bad",
  cancelled: "plain",
  removed: "plain",
};
