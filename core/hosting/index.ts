export { App, addOnTemplate, appTemplate, appTemplates, memoryNeeded, type Parameters } from "./app.ts";
export { AppOffer, listApps, ParameterSchema } from "./app-offer.ts";
export { composeLimits, readComposeFile } from "./compose-file.ts";
export { claim, release, SiteName } from "./host-name.ts";
export { checkName, isTaken, Settings, SiteNameCheck, settings } from "./site-name.ts";
export type { AddOnTemplate, AppTemplate, Stack, Template, TemplateContext } from "./template.ts";
export { templates } from "./templates/index.ts";
