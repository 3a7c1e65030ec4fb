/** Where things are reached from outside. */
export interface Addresses {
  /** Of the portal, without a slash at its end. */
  readonly publicUrl: string;
  /** Sites are at `<name>.<this>`. */
  readonly sitesDomain: string;
  ofSite(name: string): { host: string; url: string };
}

/** The one thing about other accounts' sites that everybody may know. */
export interface SiteNames {
  isTaken(name: string): Promise<boolean>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    addresses: Addresses;
    siteNames: SiteNames;
  }
}
