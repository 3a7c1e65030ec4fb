import { accountsRoutes } from "./accounts.ts";
import { auditRoutes } from "./audit.ts";
import { catalogueRoutes } from "./catalogue.ts";
import { certificatesRoutes } from "./certificates.ts";
import { dashboardRoutes } from "./dashboard.ts";
import { databasesRoutes } from "./databases.ts";
import { domainsRoutes } from "./domains.ts";
import { environmentRoutes } from "./environment.ts";
import { factorsRoutes } from "./factors.ts";
import { jobsRoutes } from "./jobs.ts";
import { keysRoutes } from "./keys.ts";
import { operationsRoutes } from "./operations.ts";
import { ordersRoutes } from "./orders.ts";
import { privacyRoutes } from "./privacy.ts";
import { registriesRoutes } from "./registries.ts";
import { releasesRoutes } from "./releases.ts";
import { servicesRoutes } from "./services.ts";
import { sessionRoutes } from "./session.ts";
import { settingsRoutes } from "./settings.ts";
import { sourcesRoutes } from "./sources.ts";
import { ssoRoutes } from "./sso.ts";
import { staffRoutes } from "./staff.ts";
import { zonesRoutes } from "./zones.ts";

export const routes = {
  ...sessionRoutes,
  ...accountsRoutes,
  ...privacyRoutes,
  ...factorsRoutes,
  ...keysRoutes,
  ...ordersRoutes,
  ...servicesRoutes,
  ...settingsRoutes,
  ...environmentRoutes,
  ...databasesRoutes,
  ...jobsRoutes,
  ...registriesRoutes,
  ...domainsRoutes,
  ...certificatesRoutes,
  ...zonesRoutes,
  ...releasesRoutes,
  ...sourcesRoutes,
  ...operationsRoutes,
  ...dashboardRoutes,
  ...catalogueRoutes,
  ...auditRoutes,
  ...staffRoutes,
  ...ssoRoutes,
};
/** The contract, as a type: web/ imports nothing else of this folder. */
export type Api = typeof routes;
