import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Audit log",
    loading: "Loading the audit log",
    failed: "The audit log can’t be shown right now",
    file: "rookery-audit",
    cardTitle: "Audit log",
    card: { target: "What was done to it, and by whom", account: "What happened in this account" },
  },
});
