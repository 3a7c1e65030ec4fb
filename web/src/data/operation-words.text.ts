import { dictionary } from "#web/lib/dictionary.ts";

const route = "Adresse veröffentlichen";
const check = "Erste Seite öffnen";
const stop = "Container stoppen";
const start = "Container starten";
const image = "Image bereitstellen";

interface OperationWords {
  title: string;
  steps: Record<string, string>;
  /** Steps that end with names and addresses alone, which are the same in every language. */
  plain?: readonly string[];
}

/** What an operation is called, and its steps by name. The server says them in English; what is not here stays so. */
export const operationWords = dictionary<Record<string, OperationWords>>({
  en: {},
  de: {
    "service.provision": {
      title: "Einrichten",
      steps: {
        place: "Node wählen",
        account: "Platz auf dem Node vorbereiten",
        image,
        site: "Website starten und Adresse veröffentlichen",
        check,
      },
      plain: ["place"],
    },
    "service.stop": {
      title: "Stoppen",
      steps: { route: "Zeigen, dass sie gestoppt ist", containers: "Container und Datenbanken stoppen" },
    },
    "service.start": {
      title: "Starten",
      steps: { containers: "Datenbanken und Container starten", route, check },
    },
    "service.restart": { title: "Neu starten", steps: { stop, start, check } },
    "service.suspend": { title: "Pausieren", steps: { route: "Pausenseite zeigen", containers: stop } },
    "service.resume": { title: "Fortsetzen", steps: { containers: start, route, check } },
    "service.retire": { title: "Offline nehmen", steps: { route: "Pausenseite zeigen", containers: stop } },
    "service.remove": {
      title: "Entfernen",
      steps: {
        route: "Adresse zurückziehen",
        containers: "Container und ihre Daten entfernen",
        account: "Node verlassen",
      },
    },
    "service.deploy": {
      title: "Ausrollen",
      steps: {
        prepare: "Platz neben dem laufenden Release schaffen",
        image,
        start: "Neues Release starten, bis es gesund ist",
        switch: "Besucher zum neuen Release leiten",
        check,
        drain: "Altes Release zu Ende antworten lassen",
        stop: "Altes Release stoppen",
      },
    },
    "certificate.issue": {
      title: "Zertifikat holen",
      steps: {
        obtain: "Zeigen, wem die Namen gehören, und ausstellen lassen",
        deploy: "Zur Website bringen",
        serve: "Über https antworten",
      },
      plain: ["deploy"],
    },
    "service.configure": { title: "Einstellungen ändern", steps: { route: "Ändern, was Besucher antreffen" } },
    "service.connect": {
      title: "Namen verbinden",
      steps: {
        records: "Einträge im DNS setzen",
        route: "Die Website unter dem Namen antworten lassen",
        certificate: "Zertifikat holen und per https antworten",
      },
      plain: ["route", "certificate"],
    },
    "domain.prove": {
      title: "Zeigen, wem die Domain gehört",
      steps: { record: "Eintrag bei ihren Nameservern finden" },
    },
    "node.check": { title: "Node prüfen", steps: { facts: "Verbinden und fragen, was er ist" } },
  },
});
