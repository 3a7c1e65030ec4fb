import { readGitAddress } from "#core/sources/git-address.state.ts";
import type { Order, Wanted } from "#web/data/orders.ts";
import { needsHostKey, type TypedRepository } from "#web/parts/repository.ts";

export const codeKinds = ["later", "git", "archive"] as const;
export type CodeKind = (typeof codeKinds)[number];

/** What was chosen and typed so far. */
export type Code = TypedRepository & { kind: CodeKind };

/** As an order has it; undefined: the website begins with its welcome page. */
export function orderedCode(code: Code): Wanted["source"] {
  const { kind, url, branch, folder, hostKey } = code;
  if (kind === "later") return undefined;
  if (kind === "archive") return { kind };
  return { kind, url, branch, folder, ...(needsHostKey(code) && { hostKey }) };
}

/** Whether an order is one of this very code. */
export function isOfCode(source: Order["source"], code: Code): boolean {
  if (source?.kind !== "git" || code.kind !== "git") return (source?.kind ?? "later") === code.kind;
  const address = readGitAddress(code.url);
  return (
    "url" in address && address.url === source.url && source.branch === code.branch && source.folder === code.folder
  );
}
