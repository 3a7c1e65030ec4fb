import { findingCodes } from "#core/certificates/pre-flight/finding.state.ts";
import { dictionary } from "#web/lib/dictionary.ts";
import { findingWords } from "./finding-words.text.ts";

/** The names and figures of a reason, by what they are. */
export type ReasonFacts = Readonly<Record<string, string | number | null>>;

type Sentence = string | ((about: ReasonFacts) => string);

/** Why a certificate waits, with the names that it is about. */
const findings = (): [string, Sentence][] =>
  findingCodes.map((code) => [
    code,
    ({ name, found, until }) => findingWords[code]({ name: String(name), found: wordOf(found), until: wordOf(until) }),
  ]);

const wordOf = (fact: string | number | null | undefined): string | null => (fact == null ? null : String(fact));

const later = "Versuchen Sie es später noch einmal.";
const bySelf = "Danach geht es von selbst weiter.";

/**
 * Why work that takes time waits or has failed, by code; with its names and figures where the server says them apart from
 * its sentence. The server says the rest in English.
 */
export const reasonWords = dictionary<Record<string, Sentence>>({
  en: {},
  de: {
    ...Object.fromEntries(findings()),
    "app.not_built": "Diese App nimmt keinen eigenen Code: Es gibt nichts zu bauen.",
    "build.access_refused":
      "Das Repository ist nicht öffentlich, oder das Token in seiner Adresse wird nicht angenommen. Verwenden Sie ein Token, das es lesen darf, oder eine ssh-Adresse mit Deploy-Schlüssel.",
    "build.archive_differs": "Das Archiv ist nicht das, das hochgeladen wurde. Laden Sie es noch einmal hoch.",
    "build.archive_unreadable":
      "Das Archiv ist beschädigt oder von anderer Art, als es sagt. Packen Sie es neu, und laden Sie es noch einmal hoch.",
    "build.archive_unsafe":
      "Im Archiv ist ein Eintrag, der nicht entpackt werden darf; das Log nennt ihn. Packen Sie es ohne ihn noch einmal.",
    "build.base_unknown":
      "Das Image, mit dem das Dockerfile beginnt, ist nicht zu haben. Prüfen Sie den Namen nach FROM.",
    "build.building": "Der Code wird gebaut. Das Log zeigt, wie weit es ist.",
    "build.disk_full":
      "Der Speicherplatz dieses Kontos ist voll. Schaffen Sie Platz, oder wählen Sie einen größeren Tarif.",
    "build.failed": "Der Build ist fehlgeschlagen. Die letzten Zeilen seines Logs sagen, warum.",
    "build.file_missing":
      "Eine Datei, die der Build braucht, ist nicht im Code. Fügen Sie sie hinzu, oder wählen Sie den Ordner, in dem sie liegt.",
    "build.folder_unknown": "Den gewählten Ordner gibt es im Code nicht. Wählen Sie einen, den es gibt.",
    "build.host_key_differs":
      "Der Server des Repositorys zeigt einen anderen Schlüssel als den eingetragenen. Fragen Sie, wer ihn betreibt: Tragen Sie den neuen ein, wenn er gewechselt wurde, und trauen Sie dort sonst nichts.",
    "build.host_key_unknown":
      "Der Server des Repositorys zeigt einen Schlüssel, der nicht eingetragen ist. Tragen Sie bei dieser Quelle seinen öffentlichen Schlüssel ein.",
    "build.interrupted": "Der Build wurde unterbrochen. Starten Sie ihn noch einmal.",
    "build.key_refused":
      "Der Server des Repositorys nimmt den Deploy-Schlüssel nicht an. Tragen Sie dort den öffentlichen Schlüssel dieser Website ein.",
    "build.lost":
      "Der Build wurde immer wieder unterbrochen. Rollen Sie noch einmal aus; bleibt es dabei, schreiben Sie uns.",
    "build.no_dockerfile": "Im Code ist kein Dockerfile. Fügen Sie eines hinzu, oder sagen Sie, wo es liegt.",
    "build.out_of_memory": "Der Build brauchte mehr Speicher, als ein Build hat.",
    "build.ref_unknown":
      "Den gewählten Branch, Tag oder Commit gibt es im Repository nicht. Wählen Sie einen, den es gibt.",
    "build.repository_unknown":
      "Unter dieser Adresse ist kein Repository, oder es darf nicht gesehen werden. Prüfen Sie die Adresse und was Schlüssel oder Token lesen dürfen.",
    "build.source_unreachable":
      "Der Server, auf dem der Code liegt, hat nicht geantwortet. Prüfen Sie die Adresse; stimmt sie, versuchen Sie es in ein paar Minuten noch einmal.",
    "build.submodules": "Ein Submodul des Repositorys lässt sich nicht holen. Das Log sagt, welches.",
    "build.timed_out": "Der Build hat zu lange gedauert und wurde beendet. Das Log zeigt, was er gerade tat.",
    "build.too_large": "Der Code ist größer, als er sein darf. Lassen Sie weg, was zum Bauen nicht nötig ist.",
    "certificate.authority_unavailable":
      "Die Zertifizierungsstelle antwortet nicht. Sie wird von selbst noch einmal gefragt.",
    "certificate.method_refused": "Die Zertifizierungsstelle prüft diesen Namen nicht auf diese Weise.",
    "certificate.names_gone": "Die Namen wurden inzwischen weggenommen.",
    "certificate.no_authority": "Zertifikate gibt es hier nicht.",
    "certificate.not_proven":
      "Die Zertifizierungsstelle hat nachgesehen und die Antwort nicht gefunden. Das Log sagt, was sie stattdessen fand.",
    "certificate.nowhere": "Der Name führt zu keiner Website, die antworten könnte.",
    "certificate.refused": "Die Zertifizierungsstelle stellt dafür kein Zertifikat aus. Das Log sagt, warum.",
    "containers.failed": "Die Container sind nicht gestartet.",
    "containers.starting": "Das Release davor ist noch nicht zurück.",
    "containers.stopping": "Die Container sind noch nicht gestoppt.",
    "database.failed": "Die Datenbank ist nicht gestartet.",
    "database.starting": "Was daneben läuft, startet gerade, mit seinen Daten.",
    "domain.no_name_server": "Kein Nameserver der Domain antwortet.",
    "domain.record_missing": "Der Eintrag ist noch nicht da. Wir sehen weiter nach.",
    "domain.record_spreading": "Einige Nameserver haben den Eintrag, andere noch nicht.",
    "host.records_missing":
      "Setzen Sie die Einträge dort, wo das DNS der Domain geführt wird. Sobald sie da sind, geht es von selbst weiter.",
    "image.building": `Das Image wird gebaut: Ein Server tut das einmal, für die erste Website, die es braucht. Es dauert ein paar Minuten. ${bySelf}`,
    "image.denied":
      "Die Registry gibt das Image nicht heraus: Es gibt es nicht, oder sie verlangt eine andere Anmeldung.",
    "image.failed": "Der Server konnte das Image nicht bauen.",
    "image.in_use": "Ein Container läuft noch mit diesem Image.",
    "image.interrupted": "Das Holen des Images wurde unterbrochen. Versuchen Sie es noch einmal.",
    "image.other_version":
      "Der Node hat das Image in einer anderen Version. Bringen Sie ihn zuerst auf den neuesten Stand.",
    "image.pulling": ({ name, number, count }) =>
      `${name} wird geholt${count === 1 ? "" : `, ${number} von ${count}`}. Große Images brauchen beim ersten Mal Minuten.`,
    "image.refused": "Der Node nimmt aus dieser Registry keine Images.",
    "image.too_large": "Das Image ist größer, als es sein darf.",
    "image.too_slow": "Das Image zu holen hat länger gedauert, als es darf.",
    "image.unknown": "Dieses Image gibt es in der Registry nicht.",
    "image.unreachable": `Die Registry antwortet nicht, wie sie sollte. ${later}`,
    internal: "Bei uns ist etwas schiefgegangen.",
    "node.contract": "Dieser Node spricht eine andere Version des Vertrags mit der Plattform, als gebraucht wird.",
    "node.none_ready": "Es wartet auf einen Node mit Platz. Sobald es einen gibt, geht es von selbst weiter.",
    "operation.cancelled": "Das wurde abgebrochen.",
    "operation.interrupted": "Das wurde zu oft unterbrochen.",
    "operation.timed_out": "Das hat zu lange gedauert.",
    "release.draining": ({ open, seconds }) =>
      `Offene Verbindungen zum alten Release: ${open}. Sie haben ${seconds} s, um zu enden.`,
    "release.first_page":
      "Die erste Seite hat nicht geantwortet, wie sie sollte. Besucher wurden zum Release davor zurückgeleitet.",
    "release.in_use": "Besucher werden vielleicht noch zu diesem Release geleitet.",
    "release.making_way": ({ numbers }) =>
      `Release ${numbers} stoppt zuerst: Zwei dürfen nicht zugleich in ein Volume schreiben. Besucher warten, bis das neue antwortet.`,
    "release.unhealthy": "Das neue Release wurde nicht gesund, deshalb wurde kein Besucher zu ihm geleitet.",
    "service.no_node": "Diese Website ist auf keinem Node.",
    "site.no_answer": "Die Website antwortet noch nicht, wie sie sollte.",
    "zone.in_the_way": "Andere Einträge sind im Weg. Sie müssen zuerst weg.",
    "zone.records_under_way": "Die Einträge sind auf dem Weg zu den Nameservern.",
  },
});

/** A reason in the reader's language. What is only known with its names is said in English where those are missing. */
export function saidReason(code: string, about: ReasonFacts | null | undefined): string | undefined {
  const words = reasonWords[code];
  if (typeof words !== "function") return words;
  return about ? words(about) : undefined;
}
