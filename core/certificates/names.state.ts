/** As certificates have names: in ASCII and lower case, and `*.` in front of a wildcard's. */
export const certifiedName = /^(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** Whether a certificate's name is good for a host: itself, or `*.` for exactly one label. */
export const covers = (certified: string, host: string): boolean =>
  certified === host || (certified.startsWith("*.") && host.slice(host.indexOf(".")) === certified.slice(1));
