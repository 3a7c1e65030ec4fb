import { type Component, lazy } from "solid-js";
import { can } from "#core/domains/domain.state.ts";
import { type Access, may } from "#core/kernel/permissions.state.ts";
import type { Domain } from "#web/data/domains.ts";
import type { getOperations, Operation } from "#web/data/operations.ts";
import type { View } from "#web/lib/view.ts";
import { text } from "./domain.text.ts";

/** What every pane is given. Staff see the same panes, at the dashboard's address of the domain. */
export interface PaneProps {
  domain: Domain;
  /** What is under way. */
  operation: Operation | undefined;
  operations: View<Awaited<ReturnType<typeof getOperations>>>;
  /** The address of another pane of this domain. */
  address: (path: string) => string;
  staff: boolean;
}

export interface Pane {
  /** Behind the address of the domain: `dns` stands at /domains/:id/dns. The first one has none. */
  path: string;
  label: string;
  /** Left out for whoever may not read what it shows. */
  access: Access;
  /** Left out of domains that have nothing to show there. */
  when?: (domain: Domain) => boolean;
  component: Component<PaneProps>;
}

/** The tabs of a domain, from left to right. One that does not work yet has no entry. */
export const panes: readonly Pane[] = [
  {
    path: "",
    label: text.overview,
    access: may("domain:read"),
    component: lazy(() => import("./overview-pane.tsx")),
  },
  {
    path: "websites",
    label: text.websites,
    access: may("service:read"),
    when: ({ provenAt, state }) => provenAt !== null && state !== "ended",
    component: lazy(() => import("./websites-pane.tsx")),
  },
  {
    path: "dns",
    label: text.dns,
    access: may("zone:read"),
    when: ({ provenAt, state }) => provenAt !== null && state !== "ended",
    component: lazy(() => import("./dns/dns-pane.tsx")),
  },
  {
    path: "certificates",
    label: text.certificates,
    access: may("domain:read"),
    when: ({ provenAt, state }) => provenAt !== null && state !== "ended",
    component: lazy(() => import("./certificates/certificates-pane.tsx")),
  },
  {
    path: "contacts",
    label: text.contacts,
    access: may("domain:manage"),
    when: ({ registrar }) => registrar === "autodns",
    component: lazy(() => import("./contacts-pane.tsx")),
  },
  {
    path: "transfer",
    label: text.transfer,
    access: may("domain:read"),
    when: (domain) => can("change", domain),
    component: lazy(() => import("./transfer-pane.tsx")),
  },
];
