import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    url: "Address of the repository",
    urlHint: "https://… for a public repository, git@… for a private one: it gets a deploy key of its own.",
    branch: "Branch",
    folder: "Folder",
    folderHint: "Where the website is not at the top of the repository, such as apps/shop.",
    hostKey: "Key of the repository’s server",
    hostKeyHint: "What “ssh-keyscan -t ed25519” shows for it. GitHub, GitLab, Codeberg and Bitbucket are known.",
    problems: {
      url: "Enter the address of a Git repository, such as https://github.com/team/site or git@github.com:team/site.git.",
      branch: "This is not the name of a branch.",
      folder: "Enter a folder of the repository, such as apps/shop.",
      hostKey: "Enter the key of this server: it is not among those that we know.",
    },
  },
  de: {
    url: "Adresse des Repositorys",
    urlHint:
      "https://… für ein öffentliches Repository, git@… für ein privates: Es bekommt einen eigenen Deploy-Schlüssel.",
    branch: "Branch",
    folder: "Ordner",
    folderHint: "Wo die Website liegt, wenn nicht ganz oben im Repository, etwa apps/shop.",
    hostKey: "Schlüssel des Servers",
    hostKeyHint: "Was „ssh-keyscan -t ed25519“ dafür anzeigt. GitHub, GitLab, Codeberg und Bitbucket sind bekannt.",
    problems: {
      url: "Geben Sie die Adresse eines Git-Repositorys ein, etwa https://github.com/team/site oder git@github.com:team/site.git.",
      branch: "Das ist kein Name eines Branches.",
      folder: "Geben Sie einen Ordner des Repositorys ein, etwa apps/shop.",
      hostKey: "Geben Sie den Schlüssel dieses Servers ein: Er gehört nicht zu denen, die wir kennen.",
    },
  },
});
