import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    name: "Your name",
    accountName: "Company or project",
    accountNameHint: "Shown on your orders. Your own name is fine.",
    password: "Password",
    missing: { name: "Enter your name.", accountName: "Enter a name for the account." },
  },
});
