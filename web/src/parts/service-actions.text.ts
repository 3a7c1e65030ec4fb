import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    heading: "Actions",
    none: (state: string) => `${state}. Nothing can be changed until that is over.`,
    notYours: "Your role lets you look at this website, not change it.",
    notAll: "Deleting is for owners and administrators.",
    dismiss: "Leave as it is",
    suspend: {
      label: "Suspend",
      note: "visitors see a notice",
      title: (host: string) => `Suspend ${host}?`,
      text: "Visitors see a page that says the site is paused. Files and settings stay, and you can resume at any time. The plan keeps its price.",
      confirm: "Suspend website",
      done: (host: string) => `${host} is being suspended`,
    },
    resume: {
      label: "Resume",
      note: "back online in seconds",
      title: (host: string) => `Resume ${host}?`,
      text: "The site starts again with everything it had.",
      confirm: "Resume website",
      done: (host: string) => `${host} is being resumed`,
    },
    terminate: {
      label: "Delete",
      note: (days: number) => `${days} days to change your mind`,
      title: (host: string) => `Delete ${host}?`,
      text: (days: number, until: string) =>
        `The website goes offline now. Its files are kept for ${days} days, until ${until}, and until then you can take this back. After that they are erased for good and the name is free for others.`,
      typed: (name: string) => `Type ${name} to go on`,
      confirm: "Delete website",
      done: (host: string) => `${host} is being taken offline`,
    },
    keep: {
      label: "Keep it",
      note: "take the deletion back",
      title: (host: string) => `Keep ${host}?`,
      text: "The deletion is taken back and the site comes online again with everything it had.",
      confirm: "Keep website",
      done: (host: string) => `${host} is coming back`,
    },
  },
});
