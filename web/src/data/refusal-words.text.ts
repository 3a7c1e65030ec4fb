import { dictionary } from "#web/lib/dictionary.ts";

const gone = (what: string) => `${what} gibt es nicht oder nicht mehr.`;
const notNow = "Das ist in diesem Zustand nicht möglich.";

/** Refusals that few meet, by their code: of staff, of programs, of invitations, and of what is gone. */
export const refusalWords = dictionary<Record<string, string>>({
  en: {},
  de: {
    "account.not_for_staff": "Das Team gehört nicht zu Konten von Kunden.",
    "auth.session_and_key": "Senden Sie einen API-Schlüssel oder das Cookie einer Sitzung, nicht beides.",
    "build.not_found": gone("Diesen Build"),
    "catalog.not_an_order": "Nennen Sie jeden Eintrag genau einmal.",
    "catalog.wrong_state": notNow,
    "certificate.not_found": gone("Dieses Zertifikat"),
    "change.not_found": gone("Diese Änderung"),
    "command.running": "Ein anderer Befehl dieser Website läuft noch. Warten Sie, bis er endet, oder beenden Sie ihn.",
    "connection.not_found": gone("Dieses Single Sign-on"),
    "contact.not_found": gone("Diesen Kontakt"),
    "customer.not_found": gone("Diesen Kunden"),
    "database.not_found": gone("Diese Datenbank"),
    "database.not_here": "Neben dieser App kann keine Datenbank laufen.",
    "database.not_started": "Sie hat noch kein Passwort: Sie ist noch nicht gestartet.",
    "database.present": "Diese Website hat schon eine Datenbank dieser Art.",
    "database.required": "Ohne diese Datenbank läuft die App nicht.",
    "domain.cannot_restore": "Diese Domain lässt sich gerade nicht wiederherstellen.",
    "domain.invalid": "So kann eine Domain nicht heißen.",
    "domain.not_found": gone("Diese Domain"),
    "domain.unproven": "Zeigen Sie zuerst mit ihrem Eintrag, dass diese Domain Ihnen gehört.",
    "ending.not_found": gone("Diese Endung"),
    "entrant.not_found": gone("Diesen Zugang"),
    "entrant.too_many": "Mehr Zugänge kann eine Website nicht haben. Entfernen Sie zuerst einen.",
    "environment.invalid": "Ein Teil der Variablen kann so nicht gespeichert werden.",
    "environment.unread": "Darin läuft kein Programm, das Variablen lesen könnte.",
    "erasure.not_due": "Das ist noch nicht zu löschen.",
    "factor.not_found": gone("Diesen zweiten Faktor"),
    "factor.password_too_short":
      "Ohne ihn käme man mit Ihrem Passwort allein herein, und dafür ist es zu kurz. Wählen Sie zuerst ein längeres.",
    "factor.too_many": "Mehr zweite Faktoren braucht niemand. Entfernen Sie einen, den Sie nicht verwenden.",
    "factor_recovery.staff": "Bitten Sie jemanden aus der Administration, Ihre zweiten Faktoren zurückzusetzen.",
    "host.not_found": gone("Diesen Namen"),
    "host.too_many": "Mehr Namen kann eine Website nicht haben. Entfernen Sie zuerst einen.",
    "idempotency.key_invalid": "Ein Idempotenzschlüssel hat 1 bis 255 sichtbare ASCII-Zeichen.",
    "idempotency.mismatch": "Dieser Idempotenzschlüssel gehört schon zu einer anderen Anfrage.",
    "identity.password_too_short":
      "Ihre zweiten Faktoren sind weg, und ohne einen ist Ihr Passwort zu kurz. Lassen Sie sich einen Link mailen, und wählen Sie ein längeres.",
    "input.not_json": "Senden Sie ein JSON-Objekt als application/json.",
    internal: "Bei uns ist etwas schiefgegangen. Verloren ist nichts.",
    "invitation.accepted": "Diese Einladung wurde schon angenommen. Melden Sie sich an, um weiterzumachen.",
    "invitation.changed": "Diese Einladung wurde gerade benutzt, zurückgezogen oder geändert.",
    "invitation.exists": "Diese Adresse ist schon eingeladen. In der Liste können Sie ihr den Link noch einmal senden.",
    "invitation.expired": "Diese Einladung ist zu alt. Bitten Sie, wer Sie eingeladen hat, sie noch einmal zu senden.",
    "invitation.sender_gone":
      "Wer Sie eingeladen hat, darf das nicht mehr. Bitten Sie einen Inhaber des Kontos um eine Einladung.",
    "invitation.sign_in_first": "Mit dieser Adresse melden Sie sich schon an: Nehmen Sie die Einladung damit an.",
    "invitation.too_many":
      "So viele Einladungen sind offen, wie ein Konto haben kann. Ziehen Sie zuerst einige zurück.",
    "invitation.withdrawn": "Diese Einladung wurde zurückgezogen. Fragen Sie, wer Sie eingeladen hat.",
    "job.invalid": "Dieser Cronjob kann so nicht gespeichert werden.",
    "job.no_service": "Diese Website gibt es nicht mehr, deshalb kann sie keine Cronjobs haben.",
    "job.not_found": gone("Diesen Cronjob"),
    "job.too_many": "Mehr Cronjobs kann eine Website nicht haben. Löschen Sie zuerst einen.",
    "key.expired": "Dieser API-Schlüssel ist abgelaufen. Erstellen Sie im Portal einen neuen.",
    "key.malformed":
      "Das ist kein API-Schlüssel: Er ist falsch geschrieben oder abgeschnitten. Senden Sie ihn als Authorization: Bearer rky_live_…",
    "key.not_found": gone("Diesen Schlüssel"),
    "key.refused":
      "Dieser API-Schlüssel wird nicht angenommen: Es gibt ihn nicht, er wurde widerrufen, oder er darf von dieser Adresse aus nicht verwendet werden.",
    "key.too_many":
      "So viele Schlüssel gibt es schon, wie ein Konto haben kann. Widerrufen Sie einen, den niemand mehr verwendet.",
    "log.two_directions": "Fragen Sie nach dem, was auf eine Stelle folgt, oder nach dem, was vor ihr war.",
    "mail.refused": "Der Mailserver hat die Nachricht nicht angenommen.",
    "margin.not_found": gone("Diesen Aufschlag"),
    "member.not_limitable": "Nur Technik und Lesezugriff lassen sich auf einzelne Websites beschränken.",
    "member.owner_untouchable": "Nur ein Inhaber kann einen Inhaber ändern oder entfernen.",
    "member.role_too_high": "Sie können keine Rolle geben, die mehr darf als Ihre.",
    "message.not_found": gone("Diese Nachricht"),
    "node.exists": "Einen Node mit diesem Namen oder dieser Adresse gibt es schon.",
    "node.no_room": "Auf dem Server dieser Website ist für mehr kein Platz. Wir kümmern uns darum.",
    "node.refused": "Der Node hat das abgelehnt.",
    "note.not_found": gone("Diese Notiz"),
    "offer.not_found": gone("Dieses Angebot"),
    "ownership_transfer.accepted": "Das wurde schon angenommen.",
    "ownership_transfer.exists": "Das Konto ist schon jemandem angeboten. Nehmen Sie das zuerst zurück.",
    "ownership_transfer.expired": "Das ist zu alt. Bitten Sie den Inhaber, es noch einmal anzubieten.",
    "ownership_transfer.owner_already": "Diese Person ist schon Inhaber.",
    "ownership_transfer.void": "Wer Ihnen das Konto angeboten hat, ist nicht mehr sein Inhaber.",
    "ownership_transfer.withdrawn": "Das wurde schon abgelehnt oder zurückgenommen.",
    "parameters.elsewhere": "Eine Compose-Datei wird als Ganzes geändert: Rollen Sie eine andere aus.",
    "parameters.no_source":
      "Dafür muss neu gebaut werden, und die Website ist mit keinem Repository verbunden. Verbinden Sie zuerst eines.",
    "person.not_found": gone("Diese Person"),
    "plan.first_draft":
      "Ein Tarif, der nie veröffentlicht wurde, ist selbst der Entwurf: Nehmen Sie ihn aus dem Angebot.",
    "plan.never_published": "Von diesem Tarif ist nichts veröffentlicht, was verkauft werden könnte.",
    "plan.too_small": "Dieser Tarif ist dafür zu klein. Wählen Sie einen größeren.",
    "product.not_found": gone("Dieses Produkt"),
    "queue.not_found": gone("Diese Warteschlange"),
    "registry.login": "Die Registrierungsstelle lässt uns nicht herein. Wir wissen davon.",
    "registry.refused": "Die Registrierungsstelle hat das abgelehnt.",
    "registry.too_many": "So viele Anmeldungen gibt es schon, wie ein Konto haben kann. Entfernen Sie zuerst eine.",
    "registry.unavailable": "Die Registrierungsstelle ist nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "run.not_found": gone("Diesen Lauf"),
    "run.not_running": "Diese Website läuft gerade nicht, deshalb kann daneben nichts laufen.",
    "service.cannot_keep": "In ihrem jetzigen Zustand kann die Website nicht behalten werden.",
    "service.not_terminating": "Die Frist ist noch nicht vorbei.",
    "session.not_found": gone("Diese Sitzung"),
    "source.connected":
      "Diese Website hat schon ein Repository. Ändern Sie es, oder trennen Sie zuerst die Verbindung.",
    "source.no_key": "Nur ein Repository, das über ssh erreicht wird, hat einen Deploy-Schlüssel.",
    "source.not_found": gone("Diese Verbindung mit einem Repository"),
    "sso.address_not_covered":
      "Dieses Single Sign-on spricht nicht für Ihre E-Mail-Adresse. Wer es eingerichtet hat, kann deren Domain hinzufügen.",
    "sso.dns_unavailable": "Die Nameserver antworten nicht. Versuchen Sie es gleich noch einmal.",
    "sso.no_email": "Der Identitätsanbieter hat keine E-Mail-Adresse genannt. Wer ihn betreut, kann das zulassen.",
    "sso.not_a_provider": "Unter dieser Adresse erreichen wir keinen Anbieter, der OpenID Connect spricht.",
    "sso.owner_decides": "Nur ein Inhaber entscheidet, ob der zweite Faktor des Anbieters hier zählt.",
    "sso.staff_elsewhere": "Sie arbeiten hier: Melden Sie sich im Team an, nicht über den Anbieter eines Kunden.",
    "sso.too_many_domains": "So viele Domains gibt es schon, wie ein Single Sign-on haben kann.",
    "staff.wrong_state": "Das ist nicht möglich, wie es um diese Person im Team gerade steht.",
    "support.not_granted":
      "Dieser Kunde hat keinen Zugriff gewährt, oder die Zeit dafür ist vorbei. Bitten Sie ihn, ihn auf seiner Seite „Sicherheit“ zu gewähren.",
    "dns.unavailable": "Die Nameserver antworten nicht. Versuchen Sie es gleich noch einmal.",
    "upload.unreachable": "Archive sind gerade nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "webhook.bad_signature": "Die Signatur passt nicht.",
    "webhook.unknown": "Von Pushes an diese Adresse erfährt keine Website. Sehen Sie die Adresse noch einmal nach.",
    "webhook.unreadable": "So sieht ein Push nicht aus.",
    "zone.managed": "Dieser Eintrag wird von Rookery gepflegt.",
  },
});

type Said = (...found: string[]) => string;

const saleStates: Record<string, string> = {
  "a draft": "ein Entwurf",
  "on sale": "im Angebot",
  retired: "nicht mehr im Angebot",
};

const databases = (had: string) => (had === "comes without" ? "hat keine" : had.replace(/^has /, "hat "));

/** What the server says of them with figures and names, which a code alone does not know. */
export const refusalPatterns = dictionary<readonly (readonly [RegExp, Said])[]>({
  en: [],
  de: [
    [
      /^(.+?)( and its databases)? needs? (\d+) MB of memory, and (.+) has (\d+) MB\.( Choose a larger plan\.)?$/,
      (app = "", beside = "", needed = "", plan = "", has = "", choose = "") =>
        `${app} ${beside ? "und die Datenbanken daneben brauchen" : "braucht"} ${needed} MB Arbeitsspeicher, und ${plan} hat ${has} MB.${choose && " Wählen Sie einen größeren Tarif."}`,
    ],
    [
      /^(.+) needs a database, and (.+) comes without\. Choose a larger plan\.$/,
      (app = "", plan = "") => `${app} braucht eine Datenbank, und ${plan} hat keine. Wählen Sie einen größeren Tarif.`,
    ],
    [
      /^There (?:is one database|are (\d+) databases), and (.+) (comes without|has \d+)\.$/,
      (count = "", plan = "", had = "") =>
        `Es gibt ${count ? `${count} Datenbanken` : "eine Datenbank"}, und ${plan} ${databases(had)}.`,
    ],
    [
      /^The compose file asks for more than (.+) has\.$/,
      (plan = "") => `Die Compose-Datei verlangt mehr, als ${plan} hat.`,
    ],
    [/^(.+) is paid monthly\.$/, (plan = "") => `${plan} wird monatlich bezahlt.`],
    [
      /^Your files, databases and builds take ([\d.]+ [MG]B); with (.+) there would be room for ([\d.]+ [MG]B)\. /,
      (used = "", plan = "", room = "") =>
        `Ihre Dateien, Datenbanken und Builds belegen ${inGerman(used)}; mit ${plan} wäre Platz für ${inGerman(room)}. Löschen Sie, was nicht mehr gebraucht wird, und sehen Sie in einer Minute noch einmal nach.`,
    ],
    [
      /^This is not possible while it is (a draft|on sale|retired)\.$/,
      (state = "") => `Das geht nicht, solange es ${saleStates[state] ?? state} ist.`,
    ],
    [/^This website has (.+) already\.$/, (title = "") => `Diese Website hat ${title} schon.`],
    [/^(.+) does not run without (.+)\.$/, (app = "", title = "") => `${app} läuft nicht ohne ${title}.`],
    [
      /^They have begun already: they sign in with their password\.$/,
      () => "Diese Person hat schon angefangen: Sie meldet sich mit ihrem Passwort an.",
    ],
    [/^This customer lets nobody into their account\.$/, () => "Dieser Kunde lässt niemanden in sein Konto."],
    [
      /^(.+) is looked after by Rookery: /,
      (record = "") => `${record} wird von Rookery gepflegt und lässt sich hier nicht ändern.`,
    ],
    [/^There is a node of this name\.$/, () => "Es gibt schon einen Node mit diesem Namen."],
    [/^There is a node at this address\.$/, () => "Unter dieser Adresse gibt es schon einen Node."],
  ],
});

/** 1.5 GB as it is written in German. */
const inGerman = (size: string): string => size.replace(".", ",");
