import type { RuleWords } from "./rule.state.ts";
import type { yamlRules } from "./yaml-rules.state.ts";

export const germanYamlRules: Record<keyof typeof yamlRules, RuleWords> = {
  "yaml.syntax": {
    title: "Text, der kein YAML ist",
    why: "Von hier an lässt sich die Datei nicht lesen.",
    remedy: "Vergleichen Sie Einrückung und Satzzeichen mit den Zeilen darüber.",
  },
  "yaml.empty": {
    title: "Eine leere Datei",
    why: "Es gibt nichts zu starten.",
    remedy: "Beginnen Sie mit einer Zeile `services:`.",
  },
  "yaml.documents": {
    title: "Mehrere Dokumente in einer Datei",
    why: "Eine Compose-Datei ist ein Dokument; Compose würde stillschweigend eines auswählen.",
    remedy: "Entfernen Sie die Zeile `---` und schreiben Sie alles unter ein einziges `services:`.",
  },
  "yaml.directive": {
    title: "YAML-Direktiven",
    why: "Eine Direktive ändert, wie der Rest der Datei gelesen wird.",
    remedy: "Entfernen Sie die Zeilen, die mit `%` beginnen.",
  },
  "yaml.tag": {
    title: "YAML-Tags",
    why: "Durch Tags bedeutet ein Wert Verschiedenes, je nachdem, wer ihn liest.",
    remedy: "Schreiben Sie den Wert ohne `!`; Text gehört in Anführungszeichen.",
  },
  "yaml.key": {
    title: "Schlüssel, die kein einfacher Text sind",
    why: "Zahlen, Listen und sehr lange Texte als Schlüssel lesen verschiedene Programme verschieden.",
    remedy: "Setzen Sie den Schlüssel in Anführungszeichen, oder kürzen Sie ihn.",
  },
  "yaml.twice": {
    title: "Ein Schlüssel, der zweimal vorkommt",
    why: "Nur einer von beiden würde gelten, und welcher, ist nicht festgelegt.",
    remedy: "Behalten Sie einen davon.",
  },
  "yaml.merge": {
    title: "Ein `<<`, das auf keine Schlüssel verweist",
    why: "`<<` übernimmt die Schlüssel eines anderen Eintrags.",
    remedy: "Nennen Sie einen Anker, der an Schlüsseln mit Werten steht: `<<: *name`.",
  },
  "yaml.alias": {
    title: "Ein Verweis innerhalb seines eigenen Ankers",
    why: "Er würde nie enden.",
    remedy: "Schreiben Sie den Wert aus.",
  },
  "yaml.characters": {
    title: "Steuerzeichen",
    why: "Programme, die diesen Text später lesen, würden ihn abschneiden oder falsch anzeigen.",
    remedy: "Entfernen Sie das Zeichen; oft kommt es mit kopiertem Text.",
  },
  "yaml.too_large": {
    title: "Mehr als 64 KiB mit allem, was Variablen und Dateien hinzufügen, oder ein Text von mehr als 32 KiB",
    why: "So große Compose-Dateien gibt es nicht, Angriffe schon.",
    remedy: "Legen Sie große Inhalte ins Image oder in ein Volume.",
  },
  "yaml.too_many": {
    title: "Mehr als 5.000 Werte, wenn alle Verweise ausgeschrieben sind",
    why: "Wenige Zeilen mit Verweisen können für Millionen von Werten stehen.",
    remedy: "Verwenden Sie weniger Verweise.",
  },
  "yaml.too_deep": {
    title: "Mehr als 20 Ebenen",
    why: "So tief ist in einer Compose-Datei nichts verschachtelt.",
    remedy: "Prüfen Sie die Klammern.",
  },
};
