import { z } from "zod";
import type { Id } from "../kernel/id.ts";
import type { DomainEvent, Scope } from "../kernel/operation.ts";
import { addSource } from "./adding.ts";
import { readGitAddress } from "./git-address.state.ts";
import { publishedKey } from "./host-key.state.ts";
import { waitingPush } from "./push.ts";
import { Branch, Folder, GitUrl, HostKey } from "./repository-input.ts";
import { maybeOf } from "./source.ts";

/** Where the code of a website comes from that is only being ordered. What opens it comes later: an order keeps no secrets. */
export const OrderedSource = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("git"),
      url: z.string(),
      branch: z.string(),
      folder: z.string(),
      hostKey: z.string().nullable(),
    }),
    /** To be uploaded when the website is there. */
    z.object({ kind: z.literal("archive") }),
  ])
  .meta({ id: "OrderedSource" });
export type OrderedSource = z.infer<typeof OrderedSource>;

const Git = z
  .object({
    kind: z.literal("git"),
    url: GitUrl,
    branch: Branch,
    folder: Folder.default(""),
    hostKey: HostKey.optional(),
  })
  .transform(({ url, hostKey, ...rest }, context) => {
    const known = url.scheme === "ssh" ? (hostKey ?? publishedKey(url)) : undefined;
    if (url.scheme === "ssh" && known === undefined) {
      const message = `Enter the key of ${url.host}: it is not among those that we know.`;
      context.addIssue({ code: "custom", path: ["hostKey"], message });
      return z.NEVER;
    }
    return { ...rest, url: url.url, hostKey: known ?? null };
  });

export const NewOrderedSource = z.discriminatedUnion("kind", [Git, z.object({ kind: z.literal("archive") })]);

/**
 * When the website stands, with its welcome page: its repository is connected. By https it is built at once; by ssh its deploy
 * key has to be added at its host first, and whoever did that deploys it.
 */
export async function connectOrdered(
  scope: Scope,
  service: { id: Id<"service">; accountId: Id<"account"> },
  ordered: OrderedSource | null,
): Promise<DomainEvent[]> {
  const [serviceId, accountId] = [service.id, service.accountId];
  if (ordered?.kind !== "git" || (await maybeOf(scope.tx, serviceId))) return [];
  const url = readGitAddress(ordered.url);
  if (!("url" in url)) return [];
  const { branch, folder, hostKey } = ordered;
  const waits = url.scheme === "https";
  const opens = url.scheme === "ssh" && hostKey !== null ? { hostKey } : {};
  await addSource(scope, { accountId, serviceId }, { url, branch, folder, ...opens, deploysOnPush: true, waits });
  return waitingPush(scope.tx, serviceId);
}
