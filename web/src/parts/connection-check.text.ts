import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    action: "Check the connection",
    titles: {
      found: "The repository can be built from",
      key_missing: "The repository’s server answers",
      unreachable: "The repository’s server did not answer",
      repository_unknown: "There is no repository at this address",
      branch_unknown: "There is no such branch",
      key_refused: "The deploy key is not accepted",
      access_refused: "The repository is not open to us",
      host_key_unknown: "The server’s key is not known",
      host_key_differs: "The server shows another key",
    },
    outcomes: {
      found: (branch: string, commit: string) =>
        `Its branch ${branch} stands at commit ${commit}. Whether the folder is there shows when it is built.`,
      key_missing: () =>
        "It shows the right key. Connect the repository, add its deploy key there, then check again: only then can anybody tell whether the branch is there.",
      unreachable: () => "Check the address. If it is right, try again in a few minutes.",
      repository_unknown: () =>
        "Or it may not be seen. Check the address, and what the deploy key or the token may read.",
      branch_unknown: (branch: string) => `The repository answers, but has no branch ${branch}. Enter one that it has.`,
      key_refused: () => "Add the deploy key of this website to the repository’s deploy keys, then check again.",
      access_refused: () =>
        "It is private, or the token is not accepted. Enter a token that may read it, or use an address of ssh.",
      host_key_unknown: () => "Enter the key of the repository’s server.",
      host_key_differs: () =>
        "It is not the key that was entered. Ask whoever runs the server: enter the new key if it was changed, and do not connect if it was not.",
    },
  },
  de: {
    action: "Verbindung prüfen",
    titles: {
      found: "Aus dem Repository kann gebaut werden",
      key_missing: "Der Server des Repositorys antwortet",
      unreachable: "Der Server des Repositorys hat nicht geantwortet",
      repository_unknown: "Unter dieser Adresse gibt es kein Repository",
      branch_unknown: "Diesen Branch gibt es nicht",
      key_refused: "Der Deploy-Schlüssel wird nicht angenommen",
      access_refused: "Das Repository steht uns nicht offen",
      host_key_unknown: "Der Schlüssel des Servers ist nicht bekannt",
      host_key_differs: "Der Server zeigt einen anderen Schlüssel",
    },
    outcomes: {
      found: (branch, commit) =>
        `Sein Branch ${branch} steht bei Commit ${commit}. Ob es den Ordner gibt, zeigt sich beim Bauen.`,
      key_missing: () =>
        "Er zeigt den richtigen Schlüssel. Verbinden Sie das Repository, tragen Sie dort seinen Deploy-Schlüssel ein, und prüfen Sie dann noch einmal: Erst dann lässt sich sagen, ob es den Branch gibt.",
      unreachable: () => "Prüfen Sie die Adresse. Stimmt sie, versuchen Sie es in ein paar Minuten noch einmal.",
      repository_unknown: () =>
        "Oder es darf nicht gesehen werden. Prüfen Sie die Adresse und was Deploy-Schlüssel oder Token lesen dürfen.",
      branch_unknown: (branch) =>
        `Das Repository antwortet, hat aber keinen Branch ${branch}. Geben Sie einen ein, den es hat.`,
      key_refused: () =>
        "Tragen Sie den Deploy-Schlüssel dieser Website bei den Deploy-Schlüsseln des Repositorys ein, und prüfen Sie dann noch einmal.",
      access_refused: () =>
        "Es ist privat, oder das Token wird nicht angenommen. Geben Sie ein Token ein, das es lesen darf, oder verwenden Sie eine Adresse mit ssh.",
      host_key_unknown: () => "Geben Sie den Schlüssel des Servers ein.",
      host_key_differs: () =>
        "Es ist nicht der, der eingegeben wurde. Fragen Sie, wer den Server betreibt: Geben Sie den neuen Schlüssel ein, wenn er gewechselt wurde, und verbinden Sie nichts, wenn nicht.",
    },
  },
});
