import { eq } from "drizzle-orm";
import { z } from "zod";
import { may } from "../kernel/actor.ts";
import { providerQuery, query } from "../kernel/operation.ts";
import { hostName } from "./host-name.sql.ts";
import { SiteName } from "./host-name.ts";

const input = z.object({ siteName: SiteName });

export const SiteNameCheck = z
  .object({
    /** Where the site would be. */
    host: z.string(),
    /** As it is now: a name is claimed by an order alone. `yours` is claimed by this account already. */
    state: z.enum(["free", "yours", "taken"]),
  })
  .meta({ id: "SiteNameCheck" });
export type SiteNameCheck = z.infer<typeof SiteNameCheck>;

/** Whether a name can be ordered, before it is. Members see their own account's names; of the others only that they exist. */
export const checkName = providerQuery({
  name: "site_name.check",
  input,
  allow: may("service:read"),
  async intend({ tx, ctx }, { siteName }) {
    const [own] = await tx.select().from(hostName).where(eq(hostName.name, siteName));
    return { siteName, host: ctx.ports.addresses.ofSite(siteName).host, own: own !== undefined };
  },
  async perform({ siteNames }, { siteName, host, own }): Promise<SiteNameCheck> {
    if (own) return { host, state: "yours" };
    return { host, state: (await siteNames.isTaken(siteName)) ? "taken" : "free" };
  },
});

export const isTaken = query({
  name: "site_name.is_taken",
  input,
  allow: { system: true },
  run: async ({ tx }, { siteName }) => (await tx.$count(hostName, eq(hostName.name, siteName))) > 0,
});

export const Settings = z.object({ sitesDomain: z.string() }).meta({ id: "Settings" });

/** What everybody may know of this installation. */
export const settings = query({
  name: "settings.get",
  input: z.object({}),
  allow: { anyone: true },
  run: async ({ ctx }) => ({ sitesDomain: ctx.ports.addresses.sitesDomain }),
});
