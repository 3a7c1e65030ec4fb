import type { Sentences } from "./sentence.ts";

/** What runs beside a website: by the clock, or once. Command lines are told to nobody here: people put passwords there. */
export const jobs: Sentences<"job" | "command" | "run"> = {
  "job.create": {
    says: "{actor} added the cron job {after.job} to {target}",
    shows: ["job", "schedule", "timeZone", "paused"],
  },
  "job.change": {
    says: "{actor} changed the cron job {after.job} of {target}",
    shows: ["job", "schedule", "timeZone", "paused"],
  },
  "job.remove": { says: "{actor} removed the cron job {before.job} from {target}", shows: ["job"] },
  "job.run": { says: "{actor} had a cron job of {target} run now", shows: ["run"] },
  "command.run": { says: "{actor} ran a command in {target}", shows: ["run"] },
  "run.stop": { says: "{actor} stopped a command of {target}", shows: ["run"] },
};
