import { eq } from "drizzle-orm";
import { person } from "#core/identity/person.sql.ts";
import type { RouteKey } from "./route.ts";
import type { routes } from "./routes/index.ts";
import type { TestApi } from "./test-api.ts";
import { accountRequests, accountSamples } from "./test-requests/test-accounts.ts";
import { catalogueRequests, catalogueSamples } from "./test-requests/test-catalogue.ts";
import { certificateRequests, certificateSamples } from "./test-requests/test-certificates.ts";
import { databaseRequests, databaseSamples } from "./test-requests/test-databases.ts";
import { domainRequests, domainSamples } from "./test-requests/test-domains.ts";
import { identityRequests, identitySamples } from "./test-requests/test-identity.ts";
import { jobRequests, jobSamples } from "./test-requests/test-jobs.ts";
import { operationRequests, operationSamples } from "./test-requests/test-operations.ts";
import { orderRequests, orderSamples } from "./test-requests/test-orders.ts";
import { planRequests, planSamples } from "./test-requests/test-plans.ts";
import { serviceRequests, serviceSamples } from "./test-requests/test-services.ts";
import { soldBy, type TestRequest } from "./test-requests/test-setting.ts";
import { settingRequests, settingSamples } from "./test-requests/test-settings.ts";
import { sourceRequests, sourceSamples } from "./test-requests/test-sources.ts";
import { ssoRequests, ssoSamples } from "./test-requests/test-sso.ts";
import { staffRequests, staffSamples } from "./test-requests/test-staff.ts";
import { zoneRequests, zoneSamples } from "./test-requests/test-zones.ts";

/** Things of the account, each in the state in which its route would work for those who may. */
export async function samples(api: TestApi) {
  const createdAt = api.world.clock.now;
  return api.world.db.transaction({ role: "platform" }, async (tx) => {
    const [owner] = await tx.select().from(person).where(eq(person.name, "owner"));
    if (!owner) throw new Error("there is no owner");
    const expiresAt = new Date(createdAt.getTime() + 86_400_000);
    const setting = { ...api, tx, owner, createdAt, expiresAt, sold: soldBy(api) };
    const ofServices = await serviceSamples(setting);
    const ofDatabases = await databaseSamples(setting);
    return {
      ...ofServices,
      ...ofDatabases,
      ...(await planSamples(setting, ofDatabases.older)),
      ...(await sourceSamples(setting, ofServices.services.active)),
      ...(await settingSamples(setting, ofServices.services.active)),
      ...(await jobSamples(setting, ofServices.services.active)),
      ...(await domainSamples(setting)),
      ...(await zoneSamples(setting)),
      ...(await certificateSamples(setting)),
      ...(await orderSamples(setting)),
      ...(await operationSamples(setting, ofServices.services.suspended)),
      ...(await identitySamples(setting)),
      ...(await ssoSamples(setting)),
      ...(await staffSamples(setting)),
      ...(await accountSamples(setting)),
      ...(await catalogueSamples(setting)),
    };
  });
}

export type Samples = Awaited<ReturnType<typeof samples>>;

/** For each route what fills its path, and what is sent, so that it works for those who may. None may be missing. */
export const requests = (api: TestApi, sample: Samples): Record<keyof typeof routes, TestRequest> => ({
  ...identityRequests(sample),
  ...accountRequests(api, sample),
  ...orderRequests(api, sample),
  ...planRequests(api, sample),
  ...serviceRequests(sample),
  ...sourceRequests(sample),
  ...settingRequests(sample),
  ...jobRequests(sample),
  ...databaseRequests(sample),
  ...domainRequests(sample),
  ...zoneRequests(sample),
  ...certificateRequests(sample),
  ...operationRequests(sample),
  ...catalogueRequests(api, sample),
  ...staffRequests(api, sample),
  ...ssoRequests(sample),
});

export const addressed = (key: RouteKey, params: Record<string, string> = {}) => {
  const [method = "", path = ""] = key.split(" ");
  return { method, path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "") };
};
