import { PageOf } from "#core/kernel/page.ts";
import * as Monitoring from "#core/monitoring/index.ts";
import * as Services from "#core/services/index.ts";
import { route } from "../route.ts";

export const servicesRoutes = {
  "GET /services": route(Services.list, PageOf(Services.Service)),
  "GET /services/{serviceId}": route(Services.get, Services.Service),
  "GET /services/{serviceId}/metrics": route(Monitoring.serviceMetrics, Monitoring.ServiceMetrics),
  "GET /services/{serviceId}/timeline": route(Monitoring.timeline, Monitoring.Timeline),
  "GET /services/{serviceId}/logs": route(Services.siteLog, Services.SiteLog, { costly: true }),
  "POST /compose/lint": route(Services.lintCompose, Services.ComposeLint, { costly: true, body: "free" }),
  "POST /services/{serviceId}/stop": route(Services.stop, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/start": route(Services.startAgain, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/restart": route(Services.restart, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/suspend": route(Services.suspend, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/resume": route(Services.resume, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/terminate": route(Services.terminate, Services.Service, { status: 202 }),
  "POST /services/{serviceId}/keep": route(Services.keep, Services.Service, { status: 202 }),
};
