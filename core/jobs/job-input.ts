import { z } from "zod";
import { commandMax, secondsMax } from "./job.state.ts";

/** A line for the shell in the website's own container. It is never read by any other one. */
export const Command = z
  .string()
  .trim()
  .min(1, "Write the command that is to run.")
  .max(commandMax)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would act on is no part of a command.
  .refine((text) => !/[\x00-\x08\x0b-\x1f\x7f]/.test(text), "Control characters cannot be in a command.");

/** A service of a compose file. */
export const Part = z
  .string()
  .regex(/^[a-zA-Z0-9][\w.-]{0,62}$/, "Name a service of your compose file.")
  .nullable()
  .default(null);

export const Seconds = z.int().min(1).max(secondsMax);
