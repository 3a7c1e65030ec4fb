import { z } from "zod";
import type { Id } from "../kernel/id.ts";
import { archiveBytesMax, archiveFormats } from "./archive.state.ts";

const megabytes = archiveBytesMax / 1024 / 1024;

export const Archive = z
  .object({
    /** As it was called where it came from. */
    name: z
      .string()
      .trim()
      .regex(/^[^\p{C}/\\]{1,200}$/u, { error: "This is not the name of a file." }),
    format: z.enum(archiveFormats),
    sizeBytes: z
      .int()
      .min(1, { error: "The archive is empty." })
      .max(archiveBytesMax, {
        error: `An archive may have ${megabytes} MB. Leave out what is not needed to build it.`,
      }),
    /** In hexadecimal digits. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not a SHA-256 digest: 64 hexadecimal digits." }),
  })
  .meta({ id: "Archive" });
export type Archive = z.infer<typeof Archive>;

/**
 * Where an archive lies: below its account and its service, by its own digest, so that the same one is uploaded once, and nothing
 * can take the place of another.
 */
export const keyOf = (
  { accountId, serviceId }: { accountId: Id<"account">; serviceId: Id<"service"> },
  { sha256, format }: Pick<Archive, "sha256" | "format">,
): string => `${accountId}/${serviceId}/${sha256}.${format}`;
