import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "HTTPS",
    about: "Holds for each host name that has a certificate.",
    httpsOnly: "Send visitors to https",
    httpsOnlyHint: "Who opens a name by http is sent on to https.",
    hsts: "Tell browsers to use https alone",
    hstsHint:
      "Browsers that were told so open no name of this website by http until the time is over, whatever you change here.",
    never: "They are told nothing",
    times: { 86400: "For a day", 15552000: "For half a year", 31536000: "For a year" },
    save: "Save",
  },
  de: {
    title: "HTTPS",
    about: "Gilt für jeden Hostnamen, der ein Zertifikat hat.",
    httpsOnly: "Besucher zu https leiten",
    httpsOnlyHint: "Wer einen Namen per http öffnet, wird zu https weitergeleitet.",
    hsts: "Browsern sagen, dass sie nur https verwenden",
    hstsHint:
      "Browser, denen das gesagt wurde, öffnen keinen Namen dieser Website per http, bis die Zeit um ist, was immer Sie hier ändern.",
    never: "Ihnen wird nichts gesagt",
    times: { 86400: "Für einen Tag", 15552000: "Für ein halbes Jahr", 31536000: "Für ein Jahr" },
    save: "Speichern",
  },
});
