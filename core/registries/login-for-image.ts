import { eq } from "drizzle-orm";
import { z } from "zod";
import { Id } from "../kernel/id.ts";
import { query } from "../kernel/operation.ts";
import type { Secret } from "../kernel/secret.ts";
import { registryLogin } from "./registry-login.sql.ts";
import { openPassword } from "./sealing.ts";

/** What a node shows to a registry. */
export interface ImageLogin {
  username: string;
  password: Secret<string>;
}

/** What opens an image, by its full name, for an account: of several that fit, what was kept for the smallest part of a registry. */
export const loginForImage = query({
  name: "registry.login_for_image",
  input: z.object({ accountId: Id("account"), image: z.string() }),
  allow: { system: true },
  async run(scope, { accountId, image }): Promise<ImageLogin | undefined> {
    const rows = await scope.tx.select().from(registryLogin).where(eq(registryLogin.accountId, accountId));
    const [row] = rows
      .filter(({ registry }) => image.startsWith(`${registry}/`))
      .toSorted((one, other) => other.registry.length - one.registry.length);
    return row && { username: row.username, password: await openPassword(scope, row, row.password) };
  },
});
