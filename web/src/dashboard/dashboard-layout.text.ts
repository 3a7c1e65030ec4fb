import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    staff: "Staff",
    overview: "Overview",
    customers: "Customers",
    orders: "Orders",
    services: "Websites",
    domains: "Domains",
    nodes: "Nodes",
    operations: "Operations",
    catalogue: "Catalogue",
    queues: "Queues",
    staffList: "Staff",
    audit: "Audit log",
    role: { administrator: "Administrator", operator: "Operator", billing: "Billing", support: "Support" },
  },
  de: {
    staff: "Team",
    overview: "Übersicht",
    customers: "Kunden",
    orders: "Bestellungen",
    services: "Websites",
    domains: "Domains",
    nodes: "Nodes",
    operations: "Vorgänge",
    catalogue: "Katalog",
    queues: "Warteschlangen",
    staffList: "Team",
    audit: "Audit-Protokoll",
    role: { administrator: "Administration", operator: "Betrieb", billing: "Buchhaltung", support: "Support" },
  },
});
