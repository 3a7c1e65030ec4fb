export { claim, release, SiteName } from "./host-name.ts";
export { checkName, isTaken, Settings, SiteNameCheck, settings } from "./site-name.ts";
export { type Stack, staticSite } from "./static-site.ts";
