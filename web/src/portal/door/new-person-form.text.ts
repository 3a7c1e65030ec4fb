import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    name: "Your name",
    accountName: "Company or project",
    accountNameHint: "Shown on your orders. Your own name is fine.",
    password: "Password",
    missing: { name: "Enter your name.", accountName: "Enter a name for the account." },
  },
  de: {
    name: "Ihr Name",
    accountName: "Firma oder Projekt",
    accountNameHint: "Steht auf Ihren Bestellungen. Ihr eigener Name geht auch.",
    password: "Passwort",
    missing: { name: "Geben Sie Ihren Namen ein.", accountName: "Geben Sie einen Namen für das Konto ein." },
  },
});
