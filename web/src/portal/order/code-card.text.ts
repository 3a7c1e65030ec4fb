import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: "Your code",
    legend: "Where your code comes from",
    kinds: { later: "Later", git: "Git repository", archive: "Archive" },
    later: "Your website begins with a welcome page. Bring your code whenever you like.",
    archive: "Upload a .zip or .tar.gz on the page of your website, as soon as that is set up.",
    https: "It is built as soon as your website is set up, and with each push from then on.",
    ssh: "Your website gets a deploy key of its own. Add it at the repository’s host when it is set up, then deploy.",
    token: "Is it private? Enter a token on the page of your website when that is set up.",
  },
  de: {
    title: "Ihr Code",
    legend: "Woher Ihr Code kommt",
    kinds: { later: "Später", git: "Git-Repository", archive: "Archiv" },
    later: "Ihre Website beginnt mit einer Willkommensseite. Bringen Sie Ihren Code, wann Sie möchten.",
    archive: "Laden Sie eine .zip- oder .tar.gz-Datei auf der Seite Ihrer Website hoch, sobald sie eingerichtet ist.",
    https: "Er wird gebaut, sobald Ihre Website eingerichtet ist, und danach mit jedem Push.",
    ssh: "Ihre Website bekommt einen eigenen Deploy-Schlüssel. Tragen Sie ihn beim Host des Repositorys ein, wenn sie eingerichtet ist, und veröffentlichen Sie dann.",
    token: "Ist es privat? Geben Sie auf der Seite Ihrer Website ein Token ein, wenn sie eingerichtet ist.",
  },
});
