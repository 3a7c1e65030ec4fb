import type { appRules } from "./app-rules.state.ts";
import type { RuleWords } from "./rule.state.ts";

const withoutEffect = "Die Zeile bewirkt nichts; entfernen Sie sie.";
const setIt = `Setzen Sie sie in den Einstellungen, oder geben Sie einen Vorgabewert an: \${NAME:-vorgabe}.`;

export const germanAppRules: Record<keyof typeof appRules, RuleWords> = {
  "key.unknown": {
    title: "Schlüssel, die Compose nicht kennt",
    why: "Er hätte keine Wirkung, oder eine, die niemand geprüft hat.",
    remedy: "Berichtigen Sie die Schreibweise, oder entfernen Sie die Zeile.",
  },
  "key.unsupported": {
    title: "Schlüssel von Compose, die hier keinen Nutzen haben",
    why: "Möglich sind nur Schlüssel, deren Wirkung hier bekanntermaßen sicher und nützlich ist.",
    remedy: "Entfernen Sie die Zeile.",
  },
  "value.type": {
    title: "Ein Wert der falschen Art",
    why: "Compose würde ihn ablehnen.",
    remedy: "Prüfen Sie, ob hier ein einzelner Wert, eine Liste oder Schlüssel mit Werten stehen müssen.",
  },
  "value.invalid": {
    title: "Ein Wert, der nicht passt",
    why: "",
    remedy: "Prüfen Sie die Schreibweise und die erlaubten Werte.",
  },
  "name.invalid": {
    title: "Ein Name, der nicht verwendet werden kann",
    why: "Namen von Diensten werden zu Hostnamen.",
    remedy:
      "Verwenden Sie 1 bis 40 Kleinbuchstaben, Ziffern, Binde- und Unterstriche; am Anfang steht ein Buchstabe oder eine Ziffer.",
  },
  "variable.syntax": {
    title: "Eine Variable, die nicht richtig geschrieben ist",
    why: "Mit `$` beginnt eine Variable.",
    remedy: `Schreiben Sie \${NAME} oder \${NAME:-vorgabe}, oder $$ für ein einfaches Dollarzeichen.`,
  },
  "variable.missing": {
    title: "Eine Variable ohne Wert, wo einer gebraucht wird",
    why: "Variablen kommen aus den Einstellungen des Dienstes, nie vom Server.",
    remedy: setIt,
  },
  "variable.empty": {
    title: "Eine Variable ohne Wert",
    why: "Variablen kommen aus den Einstellungen des Dienstes; diese ist leer.",
    remedy: setIt,
  },
  "variable.secret": {
    title: "Ein Geheimnis außerhalb von `environment`, `configs` und `secrets`",
    why: "Anderswo wäre ein Geheimnis in Images, Listen und Logs zu sehen.",
    remedy: "Übergeben Sie es in `environment:`, oder machen Sie daraus eine Einstellung, die nicht geheim ist.",
  },
  "service.none": {
    title: "Keine Dienste",
    why: "Es gibt nichts zu starten.",
    remedy: "Tragen Sie unter `services:` einen Dienst ein, mit `image:` oder `build:`.",
  },
  "service.too_many": {
    title: "Mehr als 20 Dienste, Volumes, Netze, Configs oder Secrets",
    why: "Eine App hat von jedem Platz für 20.",
    remedy: "Teilen Sie sie in mehrere Apps auf.",
  },
  "image.missing": {
    title: "Ein Dienst ohne Image und Build",
    why: "Es gibt nichts zu starten.",
    remedy: "Tragen Sie `image:` mit dem Namen eines Images ein, oder `build: .` mit einem Dockerfile.",
  },
  "image.invalid": {
    title: "Ein Image-Name, der keiner ist",
    why: "Namen sehen aus wie `name:tag` oder `registry.example/name:tag`.",
    remedy: "Kopieren Sie den Namen von der Seite der Registry.",
  },
  "image.unpinned": {
    title: "Ein Image ohne Version",
    why: "Die nächste Version Ihrer App könnte ein anderes Image ausführen als diese, ohne dass jemand etwas geändert hat.",
    remedy: "Hängen Sie die Version als Tag an, etwa `:17`.",
  },
  "image.ignored": {
    title: "`image` neben `build`",
    why: "Was gebaut wird, benennen wir.",
    remedy: "Entfernen Sie die Zeile `image:`.",
  },
  "build.none": {
    title: "`build`",
    why: "Eine App aus einer Compose-Datei läuft auf Images, die es gibt; gebaut wird für sie nichts.",
    remedy: "Nennen Sie mit `image:` ein Image. Eine App mit eigenem Dockerfile wird als solche bestellt.",
  },
  "command.shell": {
    title: "`&&`, `|`, `>` und Ähnliches in einem `command` ohne Shell",
    why: "Befehle startet keine Shell, sondern das System selbst; alles ab dort ginge verloren.",
    remedy: 'Schreiben Sie ihn als Liste: `["sh", "-c", "erst && dann"]`.',
  },
  "command.quotes": {
    title: "Ein Befehl mit einem Anführungszeichen, das nicht endet",
    why: "Er lässt sich nicht in Wörter teilen.",
    remedy: "Schließen Sie das Anführungszeichen, oder schreiben Sie den Befehl als Liste.",
  },
  "health.words": {
    title: "Ein Leerzeichen in einem Wort einer Prüfung, die mit `CMD` beginnt",
    why: "Eine solche Prüfung wird an jedem Leerzeichen geteilt; ausgeführt würde ein anderer Befehl, und der Dienst würde nie gesund.",
    remedy: "Schreiben Sie den Befehl als einen Text nach `CMD-SHELL`.",
  },
  "file.missing": {
    title: "Eine Datei, die das Projekt nicht hat",
    why: "Sie wird beim Deploy gelesen.",
    remedy: "Fügen Sie die Datei dem Projekt hinzu, oder schreiben Sie ihren Inhalt in die Compose-Datei.",
  },
  "volume.unknown": {
    title: "Ein Volume, das nicht deklariert ist",
    why: "Volumes werden deklariert, damit aus einem Tippfehler kein leeres Volume wird.",
    remedy: "Tragen Sie seinen Namen unter `volumes:` auf oberster Ebene ein.",
  },
  "volume.anonymous": {
    title: "Ein Volume ohne Namen",
    why: "Sein Inhalt ginge mit der nächsten Version verloren.",
    remedy: "Geben Sie ihm vor dem Doppelpunkt einen Namen, oder machen Sie aus dem Pfad ein `tmpfs:`.",
  },
  "volume.target": {
    title: "Ein Pfad im Container, an dem nichts eingehängt werden kann",
    why: "Er muss absolut sein, nur einmal vorkommen und darf keiner der Ordner des Kerns sein.",
    remedy: "Hängen Sie das Volume an dem Ordner ein, in dem die App ihre Daten hält.",
  },
  "network.unknown": {
    title: "Ein Netz, das nicht deklariert ist",
    why: "Netze werden deklariert, damit ein Tippfehler keine Dienste trennt.",
    remedy: "Tragen Sie seinen Namen unter `networks:` auf oberster Ebene ein.",
  },
  "content.unknown": {
    title: "Eine Config oder ein Secret, das nicht deklariert ist",
    why: "Es gibt nichts, was dort stehen könnte.",
    remedy: "Tragen Sie es unter `configs:` oder `secrets:` auf oberster Ebene ein.",
  },
  "content.external": {
    title: "Configs und Secrets, die andere aufbewahren: `external`, `driver`, `template_driver`",
    why: "Außerhalb dieser Datei gibt es keinen Speicher dafür.",
    remedy: "Schreiben Sie stattdessen `content:`, `file:` oder `environment:`.",
  },
  "depends.unknown": {
    title: "Warten auf einen Dienst, den es nicht gibt",
    why: "Es würde ewig dauern.",
    remedy: "Berichtigen Sie den Namen, oder entfernen Sie die Zeile.",
  },
  "depends.cycle": {
    title: "Dienste, die aufeinander warten",
    why: "Keiner von ihnen könnte je starten.",
    remedy: "Entfernen Sie eine der Abhängigkeiten.",
  },
  "depends.health": {
    title: "Warten auf die Gesundheit eines Dienstes ohne Prüfung",
    why: "Bringt das Image keine eigene Prüfung mit, kann niemand sagen, wann er gesund ist.",
    remedy: "Geben Sie diesem Dienst einen `healthcheck:`.",
  },
  "web.missing": {
    title: "Kein Webdienst",
    why: "Besucher müssen zu einem Port eines Dienstes geleitet werden.",
    remedy: "Geben Sie dem Dienst, der HTTP beantwortet, ein `expose:` mit seinem Port.",
  },
  "web.ambiguous": {
    title: "Mehrere Webdienste oder Ports",
    why: "Besucher müssen zu einem Port eines Dienstes geleitet werden.",
    remedy: "Geben Sie dem Dienst, der HTTP beantwortet, `x-rookery: { web: 8080 }` mit dem richtigen Port.",
  },
  "web.health": {
    title: "Ein Webdienst ohne Prüfung",
    why: "Eine Version gilt dann als gut, sobald ihr Container läuft, und Besucher treffen womöglich auf eine App, die noch nicht bereit ist.",
    remedy: "Geben Sie ihm einen `healthcheck:`, der eine Seite abruft.",
  },
  "web.overlap": {
    title: "Ein Webdienst mit einem beschreibbaren Volume",
    why: "Zwei Versionen dürfen nicht zugleich schreiben; die alte hält also an, bevor die neue startet: einige Sekunden ohne Antwort.",
    remedy: "Verträgt die App zwei zugleich, ergänzen Sie `x-rookery: { overlap: true }`.",
  },
  "limit.range": {
    title: "Eine Zahl außerhalb des Bereichs",
    why: "",
    remedy: "Wählen Sie einen Wert innerhalb der Grenzen.",
  },
  "limit.sum": {
    title: "Grenzen, die zusammen über dem Tarif liegen",
    why: "Alle Dienste teilen sich, was der Tarif hat; der letzte bekommt womöglich weniger als seine Grenze.",
    remedy: "Senken Sie einige der Grenzen.",
  },
  "handled.restart": {
    title: "`restart`, `deploy.restart_policy`",
    why: "Was ausfällt, starten wir neu, und nach einem Neustart des Servers alles, der Reihe nach.",
    remedy: withoutEffect,
  },
  "handled.profiles": {
    title: "`profiles`",
    why: "Ein Dienst mit einem Profil startet nur auf Verlangen und wird hier deshalb ausgelassen.",
    remedy: "Entfernen Sie die Zeile `profiles:`, wenn der Dienst zur App gehört, sonst den Dienst.",
  },
  "handled.labels": {
    title: "`labels`",
    why: "Labels liest hier niemand; sie werden nicht weitergegeben.",
    remedy: "Hostnamen, Weiterleitungen und Zertifikate stehen in den Einstellungen des Dienstes.",
  },
  "handled.name": {
    title: "Der `name` des Projekts",
    why: "Jede Version bekommt von uns einen eigenen Namen.",
    remedy: withoutEffect,
  },
  "handled.container_name": {
    title: "`container_name`",
    why: "Zwei Versionen laufen nebeneinander, während die eine die andere ablöst, und Namen gibt es nur einmal.",
    remedy: "Entfernen Sie die Zeile; Dienste erreichen einander über den Namen des Dienstes.",
  },
  "handled.logging": {
    title: "`logging`, `log_driver`",
    why: "Wir sammeln, was Container ausgeben; ein anderer Treiber würde es anderswohin schicken.",
    remedy: "Entfernen Sie die Zeilen; schreiben Sie Logs auf die Standardausgabe.",
  },
  "handled.scale": {
    title: "`scale`, `deploy` über `resources.limits` hinaus",
    why: "Wie viele Container eines Dienstes laufen, und wo, sagen die Einstellungen und der Tarif.",
    remedy: "Entfernen Sie die Zeile.",
  },
  "handled.ignored": {
    title: "Schlüssel ohne Wirkung: `version`, `tty`, `stdin_open`, `pull_policy`, `platform`, `start_interval`, …",
    why: "Daran, wie die App hier läuft, ändert er nichts.",
    remedy: "Die Zeile kann weg.",
  },
};
