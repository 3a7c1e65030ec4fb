import { desc } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { command, query } from "../kernel/operation.ts";
import "../kernel/ports.ts";
import { only } from "../kernel/rows.ts";
import { open, seal } from "../kernel/sealed.ts";
import { sealedAt } from "../kernel/sealed-column.ts";
import { Secret } from "../kernel/secret.ts";
import { takeTurn } from "../kernel/turn.ts";
import { sshKey } from "./node.sql.ts";
import { newSshKeyPair } from "./ssh-key-pair.ts";

const scope = { kind: "platform" } as const;
const addressOf = (publicKey: string) => sealedAt(sshKey.privateKey, publicKey, scope);

/** Makes the platform's SSH key when there is none. Its public half goes into every node's bootstrap. */
export const ensurePlatformKey = command({
  name: "platform_key.ensure",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }) {
    await takeTurn(tx, "platform_key.ensure");
    const [existing] = await tx.select().from(sshKey).orderBy(desc(sshKey.id)).limit(1);
    if (existing) return { value: { publicKey: existing.publicKey }, audit: "unchanged", events: [] };
    const pair = newSshKeyPair("rookery");
    const privateKey = await seal(ctx.ports.keys.in(tx), addressOf(pair.public), new Secret(pair.private));
    await tx.insert(sshKey).values({ publicKey: pair.public, privateKey, createdAt: ctx.now() });
    return {
      value: { publicKey: pair.public },
      audit: { target: "platform_key", after: { publicKey: pair.public } },
      events: [],
    };
  },
});

/** The public half, for whoever sets up a node by hand. */
export const platformKey = query({
  name: "platform_key.get",
  input: z.object({}),
  allow: { ...may("node:manage"), system: true },
  async run({ tx }) {
    const [newest] = await tx.select({ publicKey: sshKey.publicKey }).from(sshKey).orderBy(desc(sshKey.id)).limit(1);
    return { publicKey: newest?.publicKey ?? null };
  },
});

/** The private half, for the connection to a node. */
export const openPlatformKey = query({
  name: "platform_key.open",
  input: z.object({}),
  allow: { system: true },
  async run({ tx, ctx }): Promise<Secret<string>> {
    const newest = only(await tx.select().from(sshKey).orderBy(desc(sshKey.id)).limit(1));
    return open(ctx.ports.keys.in(tx), addressOf(newest.publicKey), newest.privateKey);
  },
});
