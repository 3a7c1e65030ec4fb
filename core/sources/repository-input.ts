import { z } from "zod";
import { type GitAddress, isBranch, isFolder, readGitAddress } from "./git-address.state.ts";
import { readHostKey } from "./host-key.state.ts";

export const GitUrl = z
  .string()
  .max(1_000)
  .transform((typed, context): GitAddress => {
    const read = readGitAddress(typed);
    if ("url" in read) return read;
    context.addIssue(read.problem);
    return z.NEVER;
  });
export const Branch = z.string().trim().refine(isBranch, { error: "This is not the name of a branch." });
export const Folder = z
  .string()
  .trim()
  .transform((typed) => typed.replace(/^\.?\/+|\/+$/g, ""))
  .refine(isFolder, { error: "Enter a folder of the repository, such as apps/shop." });
export const HostKey = z
  .string()
  .max(2_000)
  .transform((typed, context): string => {
    const read = readHostKey(typed);
    if (read !== undefined) return read;
    context.addIssue("Enter one key of the server, as ssh-keyscan shows it: ssh-ed25519 AAAA…");
    return z.NEVER;
  });
/** What hosts give out as a token has no spaces and no control characters. */
export const Token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]{4,400}$/, { error: "A token has no spaces in it." });
