/** Where things are reached from outside. */
export interface Addresses {
  /** Of the portal, without a slash at its end. */
  readonly publicUrl: string;
  ofSite(name: string): { host: string; url: string };
}

declare module "../kernel/operation.ts" {
  interface Ports {
    addresses: Addresses;
  }
}
