export { claim, release, SiteName } from "./host-name.ts";
export { type Stack, staticSite } from "./static-site.ts";
