import * as Settings from "#core/settings/index.ts";
import { route } from "../route.ts";

export const settingsRoutes = {
  "GET /services/{serviceId}/settings": route(Settings.getSettings, Settings.ServiceSettings),
  "POST /services/{serviceId}/hosts": route(Settings.addHost, Settings.ServiceSettings),
  "POST /services/{serviceId}/connections": route(Settings.connectName, Settings.Connected, { status: 202 }),
  "POST /services/{serviceId}/hosts/{name}/verification": route(Settings.verifyHost, Settings.ServiceSettings, {
    status: 202,
    costly: true,
  }),
  "POST /services/{serviceId}/hosts/{name}/certificate": route(Settings.secureHost, Settings.ServiceSettings, {
    status: 202,
    costly: true,
  }),
  "DELETE /services/{serviceId}/hosts/{name}": route(Settings.removeHost, Settings.ServiceSettings, { status: 202 }),
  "GET /services/{serviceId}/left-records": route(Settings.leftRecords, Settings.LeftRecords),
  "POST /services/{serviceId}/primary-host": route(Settings.setPrimaryHost, Settings.ServiceSettings, { status: 202 }),
  // Addresses of others' pages look like attacks.
  "POST /services/{serviceId}/redirects": route(Settings.setRedirects, Settings.ServiceSettings, {
    status: 202,
    body: "free",
  }),
  "POST /services/{serviceId}/access": route(Settings.letIn, Settings.ServiceSettings, {
    status: 202,
    body: "free",
    secret: true,
  }),
  "DELETE /services/{serviceId}/access/{name}": route(Settings.shutOut, Settings.ServiceSettings, { status: 202 }),
  "POST /services/{serviceId}/https": route(Settings.setHttps, Settings.ServiceSettings, { status: 202 }),
  "GET /domains/{domainId}/hosts": route(Settings.hostsOfDomain, Settings.DomainHosts),
  "POST /services/{serviceId}/maintenance": route(Settings.setMaintenance, Settings.ServiceSettings, { status: 202 }),
};
