import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    appearance: "Appearance",
    theme: { auto: "Auto", light: "Light", dark: "Dark" },
    security: "Security",
    signOut: "Sign out",
    signOutFailed: "Signing out did not reach the server. You are still signed in; try again.",
  },
});
