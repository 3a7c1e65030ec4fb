export { claim, release, SiteName } from "./host-name.ts";
export { checkName, isTaken, Settings, SiteNameCheck, settings } from "./site-name.ts";
export { staticSite } from "./static-site.ts";
export type { AddOn, App, Stack, Template, TemplateContext } from "./template.ts";
export { templates } from "./templates/index.ts";
