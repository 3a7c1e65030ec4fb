import { dictionary } from "#web/lib/dictionary.ts";

/** Another registrar asks for a domain. */
export const text = dictionary({
  en: {
    title: (registrar: string | null) =>
      registrar ? `${registrar} asks for this domain` : "Another registrar asks for this domain",
    asked: (day: string) => `Asked on ${day}.`,
    open: "If nobody answers, the registry decides, and most let it go.",
    byItself: {
      give: (until: string) => `If nobody answers until ${until}, it goes.`,
      keep: (until: string) => `If nobody answers until ${until}, it stays.`,
    },
    going: "You let it go. The registry moves it, which takes up to some days.",
    keep: {
      act: "Keep the domain",
      title: (name: string) => `Keep ${name}?`,
      text: "The other registrar is refused. Lock the domain and nobody can ask for it again.",
      done: "The other registrar is refused.",
    },
    give: {
      act: "Let it go",
      title: (name: string) => `Let ${name} go?`,
      text: "The other registrar gets the domain. It is changed and renewed there from then on. Websites and mail here go on only while its records lead here. This cannot be taken back.",
      done: "The registry moves the domain.",
    },
    dismiss: "Not now",
  },
  de: {
    title: (registrar) =>
      registrar ? `${registrar} fragt nach dieser Domain` : "Ein anderer Registrar fragt nach dieser Domain",
    asked: (day) => `Gefragt am ${day}.`,
    open: "Antwortet niemand, entscheidet die Registrierungsstelle, und die meisten lassen sie gehen.",
    byItself: {
      give: (until) => `Antwortet bis ${until} niemand, geht sie.`,
      keep: (until) => `Antwortet bis ${until} niemand, bleibt sie.`,
    },
    going: "Sie lassen sie gehen. Die Registrierungsstelle zieht sie um, das dauert bis zu einigen Tagen.",
    keep: {
      act: "Domain behalten",
      title: (name) => `${name} behalten?`,
      text: "Der andere Registrar wird abgewiesen. Sperren Sie die Domain, dann kann niemand noch einmal nach ihr fragen.",
      done: "Der andere Registrar wird abgewiesen.",
    },
    give: {
      act: "Gehen lassen",
      title: (name) => `${name} gehen lassen?`,
      text: "Der andere Registrar bekommt die Domain. Von da an wird sie dort geändert und verlängert. Websites und E-Mails hier gehen nur weiter, solange ihre Einträge hierher führen. Das lässt sich nicht zurücknehmen.",
      done: "Die Registrierungsstelle zieht die Domain um.",
    },
    dismiss: "Jetzt nicht",
  },
});
