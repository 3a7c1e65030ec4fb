import type { WrittenRecord } from "./record.state.ts";

/** Sets of records that many zones need, as people would write them. */
export const templates = {
  no_mail: [
    { name: "@", type: "MX", ttl: 3600, data: "0 ." },
    { name: "@", type: "TXT", ttl: 3600, data: "v=spf1 -all" },
    { name: "_dmarc", type: "TXT", ttl: 3600, data: "v=DMARC1; p=reject" },
  ],
  google: [
    { name: "@", type: "MX", ttl: 3600, data: "1 smtp.google.com." },
    { name: "@", type: "TXT", ttl: 3600, data: "v=spf1 include:_spf.google.com ~all" },
  ],
  lets_encrypt: [{ name: "@", type: "CAA", ttl: 3600, data: '0 issue "letsencrypt.org"' }],
} as const satisfies Record<string, readonly WrittenRecord[]>;

export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];
