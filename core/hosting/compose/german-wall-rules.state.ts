import type { RuleWords } from "./rule.state.ts";
import type { wallRules } from "./wall-rules.state.ts";

const remove = "Entfernen Sie die Zeile.";
const removeAll = "Entfernen Sie die Zeilen.";

export const germanWallRules: Record<keyof typeof wallRules, RuleWords> = {
  "host.privileged": {
    title: "`privileged`",
    why: "Ein privilegierter Container hat die Rechte des Servers selbst, den Sie mit anderen teilen.",
    remedy: `${remove} Gewöhnliche Apps laufen ohne sie.`,
  },
  "host.namespace": {
    title: "Namensräume des Servers: `network_mode`, `pid`, `ipc`, `uts`, `userns_mode`, `volumes_from`",
    why: "Der Container käme damit in Netz, Prozesse oder Speicher des Servers oder eines anderen Containers.",
    remedy: `${remove} Dienste einer App erreichen einander über ihren Namen; Dateien teilen sie über ein benanntes Volume.`,
  },
  "host.cgroup": {
    title: "Kontrollgruppen: `cgroup`, `cgroup_parent`, `oom_kill_disable`, `oom_score_adj`",
    why: "Der Container käme damit aus den Grenzen Ihres Tarifs heraus.",
    remedy: `${remove} Setzen Sie stattdessen \`mem_limit\`, \`cpus\` und \`pids_limit\`.`,
  },
  "host.devices": {
    title: "Geräte: `devices`, `device_cgroup_rules`, `gpus`",
    why: "Geräte gehören dem Server, den Sie mit anderen teilen.",
    remedy: removeAll,
  },
  "host.capabilities": {
    title: "`cap_add`",
    why: "Mehr Rechte, als ein Container von sich aus hat, reichen bis in den Kern des Servers.",
    remedy: `${removeAll} Besitzer und Benutzer wechseln und unter Port 1024 lauschen geht auch so.`,
  },
  "host.security": {
    title: "`security_opt`, `credential_spec`",
    why: "Es würde abschalten, was den Container einschließt. Nur `no-new-privileges` ist möglich, und das gilt ohnehin.",
    remedy: removeAll,
  },
  "host.kernel": {
    title: "Einstellungen des Kerns: `sysctls`, `ulimits`, `storage_opt`",
    why: "Den Kern teilen sich alle auf dem Server.",
    remedy: "Entfernen Sie die Zeilen; was Apps üblicherweise brauchen, ist schon eingestellt.",
  },
  "host.groups": {
    title: "`group_add`",
    why: "Der Container könnte damit in Gruppen des Benutzers auf dem Server kommen.",
    remedy: "Entfernen Sie die Zeilen; legen Sie die Gruppe im Dockerfile an.",
  },
  "host.path": {
    title: "Pfade des Servers, in jeder Schreibweise",
    why: "Die Dateien des Servers gehören allen, und Ihre liegen an keinem festen Ort.",
    remedy: "Verwenden Sie ein benanntes Volume und deklarieren Sie es unter `volumes:` auf oberster Ebene.",
  },
  "host.socket": {
    title: "Sockets wie `/var/run/docker.sock`",
    why: "Wer mit der Container-Engine spricht, bestimmt über jeden Container.",
    remedy: `${remove} Werkzeuge, die andere Container beobachten, laufen hier nicht.`,
  },
  "host.project_path": {
    title: "Dateien und Ordner des Projekts als Mounts",
    why: "Jede Version startet getrennt von Ihren Quellen; ein eingehängter Ordner wäre leer oder veraltet.",
    remedy:
      "Kopieren Sie die Dateien mit einem Dockerfile ins Image, oder machen Sie aus einer einzelnen Datei eine Config: `configs:` mit `content:`.",
  },
  "host.runtime": {
    title: "`runtime`, `isolation`, `provider`",
    why: "Was Container ausführt, und was neben ihnen läuft, ist Sache des Servers.",
    remedy: remove,
  },
  "host.hooks": {
    title: "`post_start`, `pre_stop`, `develop`",
    why: "Solche Befehle laufen an den Prüfungen einer Version vorbei, manche mit den Rechten des Servers.",
    remedy: "Legen Sie den Befehl in den Entrypoint des Images oder in einen Dienst, auf den andere warten.",
  },
  "network.ports": {
    title: "`ports`",
    why: "Ports des Servers sind geteilt: Besucher kommen über unseren Proxy, der den Webdienst an seinem Port erkennt.",
    remedy: "Schreiben Sie `expose:` mit dem Port im Container, oder `x-rookery.web` mit ihm.",
  },
  "network.external": {
    title: "Netze anderer: `external`, `name`",
    why: "Eine App erreicht nur ihre eigenen Netze.",
    remedy: "Entfernen Sie die Zeile; Dienste einer App sind ohnehin in einem eigenen Netz.",
  },
  "network.driver": {
    title: "Netztreiber und Adressen: `driver`, `driver_opts`, `ipam`, `ipv4_address`, `mac_address`",
    why: "Treiber greifen in das Netz des Servers ein, und Adressen werden mit jeder Version neu vergeben.",
    remedy: "Entfernen Sie die Zeile; der Name des Dienstes ist seine Adresse.",
  },
  "network.alias": {
    title: "Netz-Aliasse, die keine einfachen Namen oder schon vergeben sind",
    why: "Ein Alias darf sich nicht für einen anderen Dienst oder eine Adresse im Internet ausgeben.",
    remedy: "Nehmen Sie einen freien Namen aus Kleinbuchstaben, Ziffern und Bindestrichen.",
  },
  "network.dns": {
    title: "Namen und Nameserver: `dns`, `extra_hosts`, `hostname`, `domainname`",
    why: "Namen löst das Netz Ihrer App auf; eigene Einträge könnten auf den Server selbst zeigen.",
    remedy: "Entfernen Sie die Zeilen; Dienste erreichen einander über den Namen des Dienstes.",
  },
  "network.links": {
    title: "`links`, `external_links`",
    why: "Links stammen aus der Zeit vor Netzen, und externe reichen in andere Apps hinein.",
    remedy: "Entfernen Sie die Zeilen: jeder Dienst ist schon über seinen Namen erreichbar.",
  },
  "volume.external": {
    title: "Volumes anderer: `external`, `name`",
    why: "Eine App erreicht nur ihre eigenen Volumes.",
    remedy: "Entfernen Sie die Zeile; das Volume wird für Sie angelegt und überdauert Versionen.",
  },
  "volume.driver": {
    title: "Volume-Treiber: `driver`, `driver_opts`",
    why: "Treiber und ihre Optionen können jeden Pfad des Servers einhängen.",
    remedy: "Entfernen Sie die Zeilen; ein benanntes Volume braucht keine.",
  },
  "image.registry": {
    title: "Registrys, die nicht auf der Liste stehen",
    why: "Images kommen aus Registrys, denen dieser Anbieter vertraut.",
    remedy: "Nehmen Sie das Image aus einer davon, oder bauen Sie es aus einem Dockerfile.",
  },
  "build.context": {
    title: "Build-Kontexte und Dockerfiles außerhalb des Projekts",
    why: "Ein Build sieht die Quellen Ihres Projekts und sonst nichts.",
    remedy: "Verwenden Sie einen Pfad innerhalb des Projekts, etwa `.` oder `./app`.",
  },
  "build.option": {
    title:
      "Build-Optionen außer `context`, `dockerfile`, `target` und `args`: `network`, `ssh`, `secrets`, `privileged`, …",
    why: "Builds laufen in einem Builder mit eigenen Grenzen, ohne Netz, Schlüssel und Rechte des Servers.",
    remedy: remove,
  },
  "file.outside": {
    title: "Dateien außerhalb des Projekts: `env_file`, `file` von Configs und Secrets",
    why: "Nur die Dateien Ihres Projekts werden gelesen.",
    remedy: "Verwenden Sie einen Pfad innerhalb des Projekts, oder schreiben Sie den Inhalt in die Compose-Datei.",
  },
  "file.other": {
    title: "Andere Compose-Dateien: `include`, `extends`",
    why: "Was läuft, muss in einer Datei stehen, damit es als Ganzes geprüft werden kann.",
    remedy: "Kopieren Sie die Teile in diese Datei; Anker (`&name`, `*name`, `<<`) ersparen Wiederholungen.",
  },
  "label.reserved": {
    title: "Labels, die mit `io.podman`, `io.containers`, `com.docker` oder `rookery` beginnen",
    why: "An diesen Labels erkennt der Server, wem ein Container gehört und was mit ihm geschehen soll.",
    remedy: remove,
  },
  "limit.plan": {
    title: "Mehr Speicher, Prozessoren oder Prozesse, als der Tarif hat",
    why: "Ein Container kann nicht mehr nutzen als der Tarif.",
    remedy: "Senken Sie den Wert, oder wechseln Sie in einen größeren Tarif.",
  },
};
