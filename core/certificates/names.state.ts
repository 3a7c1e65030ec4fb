/** Whether a certificate's name is good for a host: itself, or `*.` for exactly one label. */
export const covers = (certified: string, host: string): boolean =>
  certified === host || (certified.startsWith("*.") && host.slice(host.indexOf(".")) === certified.slice(1));
