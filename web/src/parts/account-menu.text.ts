import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    appearance: "Appearance",
    theme: { auto: "Auto", light: "Light", dark: "Dark" },
    language: "Language",
    security: "Security",
    signOut: "Sign out",
    signOutFailed: "Signing out did not reach the server. You are still signed in; try again.",
  },
  de: {
    appearance: "Darstellung",
    theme: { auto: "Automatisch", light: "Hell", dark: "Dunkel" },
    language: "Sprache",
    security: "Sicherheit",
    signOut: "Abmelden",
    signOutFailed:
      "Die Abmeldung hat den Server nicht erreicht. Sie sind noch angemeldet; versuchen Sie es noch einmal.",
  },
});
