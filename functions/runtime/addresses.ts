import "#core/hosting/ports.ts";
import type { Ports } from "#core/kernel/operation.ts";
import type { Config } from "./config.ts";

export const addresses = (config: Pick<Config, "PUBLIC_URL" | "APPS_DOMAIN" | "SITES_PORT">): Ports["addresses"] => ({
  publicUrl: config.PUBLIC_URL,
  sitesDomain: config.APPS_DOMAIN,
  ofSite(name) {
    const host = `${name}.${config.APPS_DOMAIN}`;
    return { host, url: `http://${host}${config.SITES_PORT === undefined ? "" : `:${config.SITES_PORT}`}/` };
  },
});
