import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Security",
    line: (count: number) => (count === 1 ? "Signed in here and nowhere else." : `Signed in on ${count} devices.`),
    sessions: {
      title: "Where you are signed in",
      loading: "Loading where you are signed in",
      failed: "Where you are signed in can’t be shown right now",
      on: (browser: string, system: string) => `${browser} on ${system}`,
      unknown: "Unknown device",
      here: "This device",
      used: "Last used",
      from: (address: string) => `from ${address}`,
      since: "signed in",
      end: "Sign out",
      endOf: (device: string) => `Sign out ${device}`,
      endOthers: "Sign out everywhere else",
      dismiss: "Keep signed in",
      endTitle: (device: string) => `Sign out ${device}?`,
      endText: "Whoever uses that device has to sign in again with the password. Nothing of yours is lost.",
      othersTitle: "Sign out everywhere else?",
      othersText: "You stay signed in here. Every other device has to sign in again. Nothing of yours is lost.",
      ended: (count: number) => (count === 1 ? "1 device was signed out." : `${count} devices were signed out.`),
    },
    password: {
      title: "Password",
      current: "Current password",
      chosen: "New password",
      missing: "Enter your current password.",
      show: "Show password",
      conceal: "Conceal password",
      account: "Email",
      submit: "Change password",
      after: "Changing it signs every other device out.",
      changed: (others: number) =>
        others === 0
          ? "Your password was changed."
          : others === 1
            ? "Your password was changed, and 1 other device was signed out."
            : `Your password was changed, and ${others} other devices were signed out.`,
    },
  },
});
