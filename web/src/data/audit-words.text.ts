import { dictionary } from "#web/lib/dictionary.ts";

/** What the audit log says, by its English: what is not here stays English. */
export interface AuditWords {
  /** `{actor}`, `{target}` and, in the order of the English, `{1}`, `{2}` stand for what people typed and chose, `{1:role}` for a role. */
  sentences: Readonly<Record<string, string>>;
  /** Whoever and whatever has no name of its own. */
  names: Readonly<Record<string, string>>;
  roles: Readonly<Record<string, string>>;
  /** What is shown of a change. */
  fields: Readonly<Record<string, string>>;
}

const none: AuditWords = { sentences: {}, names: {}, roles: {}, fields: {} };

export const auditWords: { en: AuditWords; de: AuditWords } = {
  en: none,
  de: {
    sentences: {
      "{actor} changed which websites {target} sees": "{actor} hat geändert, welche Websites {target} sieht",
      "{actor} changed the role of {target} from {1} to {2}":
        "{actor} hat die Rolle von {target} von {1:role} auf {2:role} geändert",
      "{actor} opened the account “{1}”": "{actor} hat das Konto „{1}“ eröffnet",
      "{actor} exported what the account holds": "{actor} hat exportiert, was das Konto enthält",
      "{actor} exported its {1}": "{actor} hat daraus exportiert: {1}",
      "{actor} closed the account, to be erased on {1}": "{actor} hat das Konto geschlossen; gelöscht wird es am {1}",
      "{actor} took the closing of the account back": "{actor} hat die Schließung des Kontos zurückgenommen",
      "{actor} erased what the account held": "{actor} hat gelöscht, was das Konto enthielt",
      "{actor} changed the account’s {1}": "{actor} hat am Konto geändert: {1}",
      "{actor} removed {1} from the account": "{actor} hat {1} aus dem Konto entfernt",
      "{1} left the account": "{1} hat das Konto verlassen",
      "{actor} no longer demands a second factor of everybody in the account":
        "{actor} verlangt nicht mehr von allen im Konto einen zweiten Faktor",
      "{actor} demands a second factor of everybody in the account":
        "{actor} verlangt von allen im Konto einen zweiten Faktor",
      "{actor} removed every second factor of {target}": "{actor} hat alle zweiten Faktoren von {target} entfernt",
      "{actor} invited {1} as {2}": "{actor} hat {1} mit der Rolle {2:role} eingeladen",
      "{actor} sent the invitation of {1} again": "{actor} hat die Einladung von {1} noch einmal gesendet",
      "{actor} withdrew the invitation of {1}": "{actor} hat die Einladung von {1} zurückgezogen",
      "{actor} sent no invitation, as it was open no more":
        "{actor} hat keine Einladung gesendet, weil sie nicht mehr offen war",
      "{actor} mailed the invitation to {1}": "{actor} hat die Einladung an {1} gesendet",
      "{actor} accepted the invitation and joined as {1}":
        "{actor} hat die Einladung angenommen und ist mit der Rolle {1:role} dabei",
      "{target} accepted the invitation and joined as {1}":
        "{target} hat die Einladung angenommen und ist mit der Rolle {1:role} dabei",
      "{actor} offered the account to {target}": "{actor} hat {target} das Konto angeboten",
      "{actor} accepted the account from {1} and owns it now":
        "{actor} hat das Konto von {1} angenommen und ist nun Inhaber",
      "{actor} declined to own the account": "{actor} hat es abgelehnt, Inhaber des Kontos zu sein",
      "{actor} took back the offer to {target}": "{actor} hat das Angebot an {target} zurückgenommen",
      "{actor} made {target}": "{actor} hat {target} erstellt",
      "{actor} revoked {target}": "{actor} hat {target} widerrufen",
      "{actor} had nothing more to tell of {target}": "{actor} hatte zu {target} nichts mehr zu melden",
      "{actor} told by mail that {target} will end": "{actor} hat per E-Mail gemeldet, dass {target} abläuft",
      "{actor} found {1} known already and appointed nobody":
        "{actor} fand {1} schon vor und hat niemanden ins Team aufgenommen",
      "{actor} appointed {target} to staff": "{actor} hat {target} ins Team aufgenommen",
      "{actor} came into the account to help, for {1} minutes at most":
        "{actor} kam zum Helfen ins Konto, für höchstens {1} Minuten",
      "{actor} was in no account any more": "{actor} war in keinem Konto mehr",
      "{actor} left the account": "{actor} hat das Konto verlassen",
      "{actor} lets support in whenever there is a reason":
        "{actor} lässt den Support ein, wann immer es einen Grund gibt",
      "{actor} lets nobody of support in": "{actor} lässt niemanden vom Support ein",
      "{actor} lets support in only while it is granted": "{actor} lässt den Support nur ein, solange es erlaubt ist",
      "{actor} granted support access for {1} hours": "{actor} hat dem Support für {1} Stunden Zugang gegeben",
      "{actor} ended support access": "{actor} hat den Zugang des Supports beendet",
      "{actor} noted something on {target}": "{actor} hat zu {target} etwas notiert",
      "{actor} removed a note on {target}": "{actor} hat eine Notiz zu {target} entfernt",
      "{actor} asked for another link for {target}": "{actor} hat für {target} einen weiteren Link angefordert",
      "{actor} sent {target} no link, as it had been used or replaced":
        "{actor} hat {target} keinen Link gesendet, weil er schon benutzt oder ersetzt war",
      "{actor} sent {target} a link to choose a password":
        "{actor} hat {target} einen Link zur Wahl eines Passworts gesendet",
      "{actor} chose a password and joined staff": "{actor} hat ein Passwort gewählt und gehört nun zum Team",
      "{actor} deactivated {target}": "{actor} hat {target} deaktiviert",
      "{actor} let {target} in again": "{actor} lässt {target} wieder ein",

      "{1} is shown to be its owner’s in another way": "Wem {1} gehört, wird nun auf andere Weise gezeigt",
      "An authority wants the certificate of {1} renewed at another time":
        "Eine Zertifizierungsstelle möchte das Zertifikat von {1} zu einer anderen Zeit erneuert sehen",
      "What keeps {1} from having a certificate has changed":
        "Was ein Zertifikat für {1} verhindert, ist nun etwas anderes",
      "{actor} had the records put right that kept {1} from having a certificate":
        "{actor} hat die Einträge richtigstellen lassen, die ein Zertifikat für {1} verhindert haben",
      "{actor} had it looked at what an authority would find at {1}":
        "{actor} hat nachsehen lassen, was eine Zertifizierungsstelle bei {1} fände",
      "{actor} ordered a certificate for {1}": "{actor} hat ein Zertifikat für {1} bestellt",
      "{actor} had a certificate for {1} tried for again":
        "{actor} hat es mit einem Zertifikat für {1} noch einmal versuchen lassen",
      "A new certificate for {1} was ordered, its time come":
        "Ein neues Zertifikat für {1} wurde bestellt, es war an der Zeit",
      "A certificate was issued for {1}": "Ein Zertifikat für {1} wurde ausgestellt",
      "Visitors of {1} are shown the certificate": "Besucher von {1} bekommen das Zertifikat gezeigt",
      "A certificate for {1} could not be had": "Ein Zertifikat für {1} war nicht zu bekommen",
      "{actor} made a key for a certificate authority":
        "{actor} hat einen Schlüssel für eine Zertifizierungsstelle erstellt",
      "{actor} is known to a certificate authority": "{actor} ist bei einer Zertifizierungsstelle bekannt",
      "{actor} brought a certificate for {1}": "{actor} hat ein Zertifikat für {1} mitgebracht",
      "{actor} made a key and a request for a certificate for {1}":
        "{actor} hat einen Schlüssel und einen Antrag für ein Zertifikat für {1} erstellt",
      "{actor} removed the certificate for {1} that was brought":
        "{actor} hat das mitgebrachte Zertifikat für {1} entfernt",
      "The version that {target} runs on comes to its end": "Die Version, auf der {target} läuft, kommt an ihr Ende",
      "The certificate for {1} that was brought comes to its end":
        "Das mitgebrachte Zertifikat für {1} kommt an sein Ende",
      "A certificate was ordered": "Ein Zertifikat wurde bestellt",
      "A certificate authority has the order": "Eine Zertifizierungsstelle hat die Bestellung",
      "The order of a certificate came to nothing": "Aus der Bestellung eines Zertifikats wurde nichts",

      "{actor} added the domain {1}": "{actor} hat die Domain {1} hinzugefügt",
      "{actor} removed the domain {1}": "{actor} hat die Domain {1} entfernt",
      "{actor} had the record of {1} looked for": "{actor} hat nach dem Eintrag von {1} suchen lassen",
      "The record of {target} was found": "Der Eintrag von {target} wurde gefunden",
      "The record of {target} was not found": "Der Eintrag von {target} wurde nicht gefunden",
      "The domain {1} was shown to be the account's": "Es ist gezeigt, dass die Domain {1} dem Konto gehört",
      "{actor} added a contact for domains": "{actor} hat einen Kontakt für Domains hinzugefügt",
      "{actor} changed a contact of domains": "{actor} hat einen Kontakt für Domains geändert",
      "The registrar was asked to register {1}": "Der Registrar wurde gebeten, {1} zu registrieren",
      "The registrar said what became of {1}": "Der Registrar hat gesagt, was aus {1} wurde",
      "{actor} confirmed a message of the registrar": "{actor} hat eine Nachricht des Registrars bestätigt",
      "{actor} read what {1} endings of domains cost": "{actor} hat gelesen, was {1} Domain-Endungen kosten",
      "{actor} changed what is put on top of the cost of domains: {1}":
        "{actor} hat den Aufschlag auf die Kosten von Domains geändert: {1}",
      "{actor} put the usual on top of the cost of domains again: {1}":
        "{actor} hat für Domains wieder den üblichen Aufschlag gewählt: {1}",
      "A message of the registrar could not be taken": "Eine Nachricht des Registrars war nicht zu verarbeiten",
      "Money for a domain of {target} went back: it was not done":
        "Geld für eine Domain von {target} ging zurück: Es wurde nicht ausgeführt",
      "The domains of {target} are done": "Die Domains von {target} sind erledigt",
      "The owners were told that {1} ends in {2} days": "Den Inhabern wurde gemeldet, dass {1} in {2} Tagen endet",
      "The registrar said how {1} is registered": "Der Registrar hat gesagt, wie {1} registriert ist",
      "The registrar was asked to do what was ordered for {1}":
        "Der Registrar wurde gebeten, auszuführen, was für {1} bestellt ist",
      "The registrar was asked what became of {1}": "Der Registrar wurde gefragt, was aus {1} wurde",
      "A second payment of {target} arrived, and goes back": "Eine zweite Zahlung von {target} kam an und geht zurück",
      "The saved card could not be charged for {target}":
        "Die gespeicherte Karte ließ sich für {target} nicht belasten",
      "The saved card was charged for {target}": "Die gespeicherte Karte wurde für {target} belastet",
      "What was charged for {target} is wanted no more, and goes back":
        "Was für {target} abgebucht wurde, ist nicht mehr gewünscht und geht zurück",
      "What was paid twice goes back: {target}": "Was zweimal bezahlt wurde, geht zurück: {target}",
      "{actor} removed the saved card {1} {2}": "{actor} hat die gespeicherte Karte {1} {2} entfernt",
      "The payment provider forgot the card {1} {2}": "Der Zahlungsdienst hat die Karte {1} {2} vergessen",
      "The renewal of a domain was ordered by itself: {target}":
        "Die Verlängerung einer Domain wurde von selbst bestellt: {target}",
      "{1} is renewed by itself from now on, as {actor} chose":
        "{1} wird von nun an von selbst verlängert, wie {actor} es gewählt hat",
      "{1} is renewed by itself no more, as {actor} chose":
        "{1} wird nicht mehr von selbst verlängert, wie {actor} es gewählt hat",
      "{actor} asked for another holder of {1}": "{actor} hat einen anderen Inhaber von {1} angefordert",
      "{actor} asked for other name servers of {1}": "{actor} hat andere Nameserver von {1} angefordert",
      "The registrar said whether a holder of domains was reached":
        "Der Registrar hat gesagt, ob ein Inhaber von Domains erreicht wurde",
      "{actor} had a holder of domains asked again to confirm the address":
        "{actor} hat einen Inhaber von Domains noch einmal um Bestätigung der Adresse bitten lassen",
      "{actor} let another registrar have {1}": "{actor} hat {1} einem anderen Registrar überlassen",
      "{actor} kept {1} from another registrar that asked for it":
        "{actor} hat {1} behalten, nach dem ein anderer Registrar gefragt hat",
      "{actor} had DNSSEC of {1} switched off": "{actor} hat DNSSEC von {1} ausschalten lassen",
      "{actor} had {1} signed with DNSSEC": "{actor} hat {1} mit DNSSEC signieren lassen",
      "{actor} had the auth code of {1} shown": "{actor} hat sich den Auth-Code von {1} zeigen lassen",
      "{actor} had the holder of {1} hidden by its registry":
        "{actor} hat den Inhaber von {1} bei der Registry verbergen lassen",
      "{actor} had the holder of {1} shown by its registry":
        "{actor} hat den Inhaber von {1} bei der Registry zeigen lassen",
      "{actor} had the registrar asked again about {1}": "{actor} hat den Registrar noch einmal nach {1} fragen lassen",
      "{actor} had {1} locked": "{actor} hat {1} sperren lassen",
      "{actor} had {1} unlocked": "{actor} hat {1} entsperren lassen",
      "{actor} let a message of the registrar about {1} pass":
        "{actor} hat eine Nachricht des Registrars zu {1} durchgehen lassen",
      "Somebody said that the registrar has something to tell": "Jemand meldete, dass der Registrar etwas zu sagen hat",

      "{actor} began to add the authenticator app “{1}”":
        "{actor} hat begonnen, die Authenticator-App „{1}“ hinzuzufügen",
      "{actor} added the authenticator app “{1}”": "{actor} hat die Authenticator-App „{1}“ hinzugefügt",
      "{actor} began to add a passkey": "{actor} hat begonnen, einen Passkey hinzuzufügen",
      "{actor} added the passkey “{1}”": "{actor} hat den Passkey „{1}“ hinzugefügt",
      "{actor} renamed the second factor “{1}”": "{actor} hat den zweiten Faktor „{1}“ umbenannt",
      "{actor} removed the passkey “{1}”": "{actor} hat den Passkey „{1}“ entfernt",
      "{actor} removed the authenticator app “{1}”": "{actor} hat die Authenticator-App „{1}“ entfernt",
      "{actor} told {target} that somebody tries out their second factor":
        "{actor} hat {target} gemeldet, dass jemand den zweiten Faktor durchprobiert",
      "{actor} made new recovery codes": "{actor} hat neue Wiederherstellungscodes erstellt",
      "{actor} said that every second factor of {target} is lost":
        "{actor} hat gemeldet, dass alle zweiten Faktoren von {target} verloren sind",
      "{actor} sent no link, as there was nothing left to recover":
        "{actor} hat keinen Link gesendet, weil nichts mehr wiederherzustellen war",
      "{actor} sent {target} a link to go on without second factors":
        "{actor} hat {target} einen Link gesendet, um ohne zweite Faktoren weiterzukommen",
      "{actor} opened the link, and the wait for {target} began":
        "{actor} hat den Link geöffnet, und die Wartezeit für {target} hat begonnen",
      "{actor} gave up every second factor of {target} after the wait":
        "{actor} hat nach der Wartezeit alle zweiten Faktoren von {target} aufgegeben",
      "{actor} set up single sign-on with {1}": "{actor} hat Single Sign-on mit {1} eingerichtet",
      "{actor} made single sign-on the only way in": "{actor} hat Single Sign-on zum einzigen Weg hinein gemacht",
      "{actor} switched single sign-on on": "{actor} hat Single Sign-on eingeschaltet",
      "{actor} switched single sign-on off": "{actor} hat Single Sign-on ausgeschaltet",
      "{actor} removed single sign-on with {1}": "{actor} hat Single Sign-on mit {1} entfernt",
      "{actor} named the domain {1} for single sign-on": "{actor} hat die Domain {1} für Single Sign-on genannt",
      "{actor} showed that the domain {1} is theirs": "{actor} hat gezeigt, dass die Domain {1} dem Konto gehört",
      "{actor} took the domain {1} out of single sign-on": "{actor} hat die Domain {1} aus Single Sign-on genommen",
      "{actor} sent somebody to their identity provider": "{actor} hat jemanden zum Identitätsanbieter geleitet",
      "{actor} began a test of single sign-on": "{actor} hat einen Test von Single Sign-on begonnen",
      "{target} signed in by single sign-on": "{target} hat sich über Single Sign-on angemeldet",
      "{target} came in by single sign-on and was asked for their second factor":
        "{target} kam über Single Sign-on und wurde nach dem zweiten Faktor gefragt",
      "{target} came by single sign-on, which gives them no role":
        "{target} kam über Single Sign-on, das keine Rolle gibt",
      "{actor} connected their sign-in with single sign-on":
        "{actor} hat die eigene Anmeldung mit Single Sign-on verbunden",

      "{actor} added the cron job {1} to {target}": "{actor} hat {target} den Cronjob {1} hinzugefügt",
      "{actor} changed the cron job {1} of {target}": "{actor} hat den Cronjob {1} von {target} geändert",
      "{actor} removed the cron job {1} from {target}": "{actor} hat den Cronjob {1} von {target} entfernt",
      "{actor} had a cron job of {target} run now": "{actor} hat einen Cronjob von {target} gleich ausführen lassen",
      "{actor} ran a command in {target}": "{actor} hat in {target} einen Befehl ausgeführt",
      "{actor} stopped a command of {target}": "{actor} hat einen Befehl von {target} gestoppt",

      "{actor} sent back the money of {target}": "{actor} hat das Geld von {target} zurückgesendet",
      "The refund of {target} did not go through": "Die Erstattung von {target} kam nicht durch",
      "{actor} asked about the refund of {target}": "{actor} hat nach der Erstattung von {target} gefragt",
      "{actor} took the plan {target} off sale": "{actor} hat den Tarif {target} aus dem Angebot genommen",
      "{actor} put the plan {target} on sale": "{actor} hat den Tarif {target} ins Angebot genommen",
      "{actor} took the product {target} off sale": "{actor} hat das Produkt {target} aus dem Angebot genommen",
      "{actor} put the product {target} on sale": "{actor} hat das Produkt {target} ins Angebot genommen",
      "{actor} ordered {1}": "{actor} hat {1} bestellt",
      "{actor} ordered {1} for {2}": "{actor} hat {1} für {2} bestellt",
      "{actor} ordered {1} without its extras": "{actor} hat {1} ohne Extras bestellt",
      "{actor} ordered the plan {1} for {2}, in place of {3}": "{actor} hat für {2} den Tarif {1} statt {3} bestellt",
      "{target} can no longer bring what was ordered": "{target} kann nicht mehr bringen, was bestellt wurde",
      "{target} began to bring {1}": "{target} hat begonnen, {1} zu bringen",
      "{target} began to bring the website without its extras":
        "{target} hat begonnen, die Website ohne Extras zu bringen",
      "{target} began to bring the plan {1}, in place of {2}":
        "{target} hat begonnen, den Tarif {1} statt {2} zu bringen",
      "{target} did not come to its end: the website has the plan {1} as before":
        "{target} kam nicht ans Ende: Die Website hat den Tarif {1} wie zuvor",
      "{actor} opened the payment page of {target}": "{actor} hat die Zahlungsseite von {target} geöffnet",
      "The payment of {target} arrived": "Die Zahlung von {target} ist eingegangen",
      "The payment of {target} could not be used, and its refund began":
        "Die Zahlung von {target} war nicht zu verwenden, und ihre Erstattung hat begonnen",
      "{actor} cancelled {target}": "{actor} hat {target} storniert",
      "{actor} cancelled {target}, which nobody had paid in time":
        "{actor} hat {target} storniert, weil niemand rechtzeitig bezahlt hat",
      "{actor} began the refund of {target}": "{actor} hat die Erstattung von {target} begonnen",
      "Money for a domain of {target} went back: it could not be registered":
        "Geld für eine Domain von {target} ging zurück: Sie war nicht zu registrieren",
      "{actor} began the product {target}": "{actor} hat das Produkt {target} angelegt",
      "{actor} changed what the product {target} is called": "{actor} hat geändert, wie das Produkt {target} heißt",
      "{actor} put the products in another order": "{actor} hat die Produkte anders geordnet",
      "{actor} began the plan {target}": "{actor} hat den Tarif {target} angelegt",
      "{actor} changed what the plan {target} is called": "{actor} hat geändert, wie der Tarif {target} heißt",
      "{actor} drafted another version of the plan {target}":
        "{actor} hat eine weitere Fassung des Tarifs {target} entworfen",
      "{actor} discarded the draft of the plan {target}": "{actor} hat den Entwurf des Tarifs {target} verworfen",
      "{actor} published version {1} of the plan {target}":
        "{actor} hat Fassung {1} des Tarifs {target} veröffentlicht",
      "{actor} put the plans of {target} in another order": "{actor} hat die Tarife von {target} anders geordnet",
      "{actor} reported “{1}”": "{actor} hat „{1}“ gemeldet",

      "{actor} found {1} known already and opened no account": "{actor} fand {1} schon vor und hat kein Konto eröffnet",
      "{actor} opened the account “{1}” for {target}": "{actor} hat das Konto „{1}“ für {target} eröffnet",
      "{actor} asked to register an email address": "{actor} wollte eine E-Mail-Adresse registrieren",
      "{actor} sent a link to register": "{actor} hat einen Link zur Registrierung gesendet",
      "{actor} told {target} that somebody tried to register their address":
        "{actor} hat {target} gemeldet, dass jemand die Adresse registrieren wollte",
      "{actor} sent no link: that address was sent enough":
        "{actor} hat keinen Link gesendet: Die Adresse hat genug davon bekommen",
      "{actor} changed their password": "{actor} hat das eigene Passwort geändert",
      "{actor} chose a new password by a link from a mail":
        "{actor} hat über einen Link aus einer E-Mail ein neues Passwort gewählt",
      "{actor} asked for a link to reset a password":
        "{actor} hat einen Link zum Zurücksetzen eines Passworts angefordert",
      "{actor} sent no link: nobody has that address, or they have links enough":
        "{actor} hat keinen Link gesendet: Niemand hat diese Adresse, oder es gibt schon genug Links",
      "{actor} sent {target} a link to reset their password":
        "{actor} hat {target} einen Link zum Zurücksetzen des Passworts gesendet",
      "{actor} confirmed their email address": "{actor} hat die eigene E-Mail-Adresse bestätigt",
      "{actor} took the email address of {target} for confirmed":
        "{actor} hat die E-Mail-Adresse von {target} als bestätigt angenommen",
      "{actor} changed their name": "{actor} hat den eigenen Namen geändert",
      "{actor} asked to change their email address": "{actor} wollte die eigene E-Mail-Adresse ändern",
      "{actor} sent no link for a change of address": "{actor} hat für einen Wechsel der Adresse keinen Link gesendet",
      "{actor} asked the present address of {target} whether it is to be changed":
        "{actor} hat die bisherige Adresse von {target} gefragt, ob sie gewechselt werden soll",
      "{actor} asked the new address of {target} for its confirmation":
        "{actor} hat die neue Adresse von {target} um Bestätigung gebeten",
      "The email address of {target} was changed": "Die E-Mail-Adresse von {target} wurde gewechselt",
      "The email address of {target} could not be changed":
        "Die E-Mail-Adresse von {target} konnte nicht gewechselt werden",
      "The new email address of {target} was confirmed": "Die neue E-Mail-Adresse von {target} wurde bestätigt",
      "The present email address of {target} agreed to its change":
        "Die bisherige E-Mail-Adresse von {target} hat dem Wechsel zugestimmt",
      "The present email address of {target} said that its change was asked for by somebody else":
        "Die bisherige E-Mail-Adresse von {target} hat gemeldet, dass jemand anderes den Wechsel wollte",
      "{actor} withdrew the change of their email address":
        "{actor} hat den Wechsel der eigenen E-Mail-Adresse zurückgezogen",
      "{actor} asked for a link to confirm their email address":
        "{actor} hat einen Link zur Bestätigung der eigenen E-Mail-Adresse angefordert",
      "{actor} sent no link, as there was nothing left to confirm":
        "{actor} hat keinen Link gesendet, weil nichts mehr zu bestätigen war",
      "{actor} sent {target} a link to confirm their email address":
        "{actor} hat {target} einen Link zur Bestätigung der E-Mail-Adresse gesendet",
      "{actor} entered the password of {target} and was asked for a second factor":
        "{actor} hat das Passwort von {target} eingegeben und wurde nach einem zweiten Faktor gefragt",
      "{actor} signed in": "{actor} hat sich angemeldet",
      "{actor} signed in with a second factor": "{actor} hat sich mit einem zweiten Faktor angemeldet",
      "{actor} asked to sign in with a passkey": "{actor} wollte sich mit einem Passkey anmelden",
      "{actor} signed in with a passkey": "{actor} hat sich mit einem Passkey angemeldet",
      "{actor} was asked who they are": "{actor} wurde gebeten, sich auszuweisen",
      "{actor} showed again who they are": "{actor} hat sich noch einmal ausgewiesen",
      "{actor} signed out": "{actor} hat sich abgemeldet",
      "{actor} ended a session of theirs": "{actor} hat eine eigene Sitzung beendet",
      "{actor} ended all their other sessions": "{actor} hat alle anderen eigenen Sitzungen beendet",
      "{actor} came here from another account": "{actor} kam aus einem anderen Konto hierher",
      "{actor} asked to be erased": "{actor} hat um Löschung gebeten",
      "{actor} erased {target}": "{actor} hat {target} gelöscht",

      "{actor} added the node {target}": "{actor} hat den Node {target} hinzugefügt",
      "The node {target} moved": "Der Node {target} ist umgezogen",
      "{actor} asked for a check of the node {target}": "{actor} hat eine Prüfung des Nodes {target} angefordert",
      "The node {target} is ready": "Der Node {target} ist bereit",
      "The node {target} could not be reached": "Der Node {target} war nicht zu erreichen",
      "The node {target} said what it is": "Der Node {target} hat gesagt, was er ist",
      "{actor} began to send dead messages back to the queue {target}":
        "{actor} hat begonnen, gescheiterte Nachrichten in die Warteschlange {target} zurückzustellen",
      "{actor} sent dead messages back to the queue {target}":
        "{actor} hat gescheiterte Nachrichten in die Warteschlange {target} zurückgestellt",
      "{actor} began to discard dead messages of the queue {target}":
        "{actor} hat begonnen, gescheiterte Nachrichten der Warteschlange {target} zu verwerfen",
      "{actor} discarded dead messages of the queue {target}":
        "{actor} hat gescheiterte Nachrichten der Warteschlange {target} verworfen",
      "{actor} asked whether {target} answers": "{actor} hat gefragt, ob {target} antwortet",
      "{actor} made sure that the platform has an SSH key":
        "{actor} hat dafür gesorgt, dass die Plattform einen SSH-Schlüssel hat",
      "{actor} sent the mail “{1}”": "{actor} hat die E-Mail „{1}“ gesendet",

      "{actor} deployed {target} again": "{actor} hat {target} noch einmal ausgerollt",
      "{actor} deployed {target} with another compose file":
        "{actor} hat {target} mit einer anderen Compose-Datei ausgerollt",
      "{actor} began to roll {target} back to an earlier release":
        "{actor} hat begonnen, {target} auf ein früheres Release zurückzurollen",
      "{actor} cancelled a deploy of {target}": "{actor} hat ein Ausrollen von {target} abgebrochen",
      "{actor} began to lead visitors of {target} to a new release":
        "{actor} hat begonnen, Besucher von {target} zu einem neuen Release zu leiten",
      "{actor} led visitors of {target} back to the release before":
        "{actor} hat Besucher von {target} zum Release davor zurückgeleitet",
      "A release of {target} is live": "Ein Release von {target} ist live",
      "{actor} kept the last words of a release of {target}":
        "{actor} hat die letzten Worte eines Releases von {target} aufbewahrt",
      "{actor} noted which images a release of {target} runs":
        "{actor} hat notiert, welche Images ein Release von {target} verwendet",
      "{actor} stopped a release of {target}": "{actor} hat ein Release von {target} gestoppt",
      "{actor} gave the port of a release of {target} back":
        "{actor} hat den Port eines Releases von {target} zurückgegeben",
      "{actor} had {target} built and deployed": "{actor} hat {target} bauen und ausrollen lassen",
      "{actor} had an archive of {target} built and deployed":
        "{actor} hat ein Archiv von {target} bauen und ausrollen lassen",
      "{target} is built and deployed, as something was pushed":
        "{target} wird gebaut und ausgerollt, weil es einen Push gab",
      "{actor} began to build a release of {target}": "{actor} hat begonnen, ein Release von {target} zu bauen",
      "{actor} noted what a build of {target} wrote": "{actor} hat notiert, was ein Build von {target} schrieb",
      "{actor} saw a build of {target} end": "{actor} hat einen Build von {target} enden sehen",
      "{actor} removed an image of {target} that no release needs":
        "{actor} hat ein Image von {target} entfernt, das kein Release mehr braucht",
      "{actor} connected {target} with the repository {1}": "{actor} hat {target} mit dem Repository {1} verbunden",
      "{actor} changed what {target} is built from": "{actor} hat geändert, woraus {target} gebaut wird",
      "{actor} disconnected {target} from the repository {1}": "{actor} hat {target} vom Repository {1} getrennt",
      "{actor} made a new deploy key for {target}": "{actor} hat einen neuen Deploy-Schlüssel für {target} erstellt",
      "{actor} made a new webhook secret for {target}": "{actor} hat ein neues Webhook-Geheimnis für {target} erstellt",
      "Something was pushed to the branch of {target}": "In den Branch von {target} wurde gepusht",
      "{actor} gave the account what opens private images of {1}":
        "{actor} hat dem Konto gegeben, was private Images von {1} öffnet",
      "{actor} took away what opens private images of {1}": "{actor} hat entfernt, was private Images von {1} öffnet",

      "{actor} looked for a node for {target}": "{actor} hat einen Node für {target} gesucht",
      "{actor} chose a node for {target}": "{actor} hat einen Node für {target} gewählt",
      "{actor} stopped {target}": "{actor} hat {target} gestoppt",
      "{target} is stopped": "{target} ist gestoppt",
      "{target} could not be stopped": "{target} konnte nicht gestoppt werden",
      "{actor} started {target}": "{actor} hat {target} gestartet",
      "{target} runs again": "{target} läuft wieder",
      "{target} could not be started": "{target} konnte nicht gestartet werden",
      "{actor} restarted {target}": "{actor} hat {target} neu gestartet",
      "{target} was restarted": "{target} wurde neu gestartet",
      "{target} could not be restarted": "{target} konnte nicht neu gestartet werden",
      "{actor} suspended {target}": "{actor} hat {target} pausiert",
      "{target} is suspended": "{target} ist pausiert",
      "{target} could not be suspended": "{target} konnte nicht pausiert werden",
      "{actor} resumed {target}": "{actor} hat {target} fortgesetzt",
      "{target} is back online": "{target} ist wieder online",
      "{target} could not be resumed": "{target} konnte nicht fortgesetzt werden",
      "{actor} terminated {target}": "{actor} hat {target} gekündigt",
      "{actor} took back the termination of {target}": "{actor} hat die Kündigung von {target} zurückgenommen",
      "{target} was taken offline": "{target} wurde offline genommen",
      "{target} could not be taken offline": "{target} konnte nicht offline genommen werden",
      "{actor} began to remove {target}, its grace period over":
        "{actor} hat begonnen, {target} nach Ablauf der Frist zu entfernen",
      "{target} and its data were removed": "{target} und ihre Daten wurden entfernt",
      "{target} could not be removed": "{target} konnte nicht entfernt werden",
      "{target} went live": "{target} ging live",
      "{target} could not be set up": "{target} konnte nicht eingerichtet werden",
      "Visitors meet {target} as it is set": "Besucher finden {target} vor, wie es eingestellt ist",
      "What was set for {target} did not reach its node":
        "Was für {target} eingestellt wurde, hat den Node nicht erreicht",
      "A name of {target} has its records and its certificate":
        "Ein Name von {target} hat seine Einträge und sein Zertifikat",
      "A name of {target} could not be connected": "Ein Name von {target} konnte nicht verbunden werden",
      "{actor} wrote the name {1} down for {target}": "{actor} hat den Namen {1} für {target} eingetragen",
      "{actor} had {1} lead to {target}": "{actor} hat {1} zu {target} führen lassen",
      "The DNS records that lead to {target} were set": "Die DNS-Einträge, die zu {target} führen, wurden gesetzt",
      "Certificates for names of {target} were asked for": "Zertifikate für Namen von {target} wurden angefordert",
      "{actor} took the name {1} from {target}": "{actor} hat {target} den Namen {1} genommen",
      "{actor} asked for a certificate for {1} of {target}":
        "{actor} hat ein Zertifikat für {1} von {target} angefordert",
      "What is set for {target} goes to its node once more":
        "Was für {target} eingestellt ist, geht noch einmal zum Node",
      "{actor} let each name of {target} answer by itself": "{actor} lässt jeden Namen von {target} für sich antworten",
      "{actor} had all names of {target} lead to {1}": "{actor} hat alle Namen von {target} zu {1} führen lassen",
      "{actor} changed how {target} answers by https": "{actor} hat geändert, wie {target} über https antwortet",
      "{actor} changed the redirects of {target}": "{actor} hat die Weiterleitungen von {target} geändert",
      "{actor} let {1} in to {target} by a password": "{actor} lässt {1} mit einem Passwort zu {target} ein",
      "{actor} lets {1} in to {target} no more": "{actor} lässt {1} nicht mehr zu {target} ein",
      "{actor} switched the maintenance page of {target} on":
        "{actor} hat die Wartungsseite von {target} eingeschaltet",
      "{actor} switched the maintenance page of {target} off":
        "{actor} hat die Wartungsseite von {target} ausgeschaltet",
      "{actor} changed what {target} runs with": "{actor} hat geändert, womit {target} läuft",
      "{actor} changed the environment of {target}": "{actor} hat die Umgebung von {target} geändert",
      "A new release of {target} took over": "Ein neues Release von {target} hat übernommen",
      "A deploy of {target} did not come to its end: what was live goes on serving":
        "Ein Ausrollen von {target} kam nicht ans Ende: Was live war, antwortet weiter",
      "{actor} made passwords for the app of {target}": "{actor} hat Passwörter für die App von {target} erstellt",
      "{actor} added the database {1} to {target}": "{actor} hat {target} die Datenbank {1} hinzugefügt",
      "{actor} began to remove the database {1} of {target}, with its data":
        "{actor} hat begonnen, die Datenbank {1} von {target} mit ihren Daten zu entfernen",
      "{actor} gave the database {1} of {target} another password":
        "{actor} hat der Datenbank {1} von {target} ein anderes Passwort gegeben",
      "{actor} looked at the password of the database {1} of {target}":
        "{actor} hat das Passwort der Datenbank {1} von {target} angesehen",
      "The database {1} of {target} and its data are gone": "Die Datenbank {1} von {target} und ihre Daten sind weg",
      "The database of {target} is running": "Die Datenbank von {target} läuft",
      "{actor} prepared {target} to leave its node": "{actor} hat vorbereitet, dass {target} den Node verlässt",
      "The account of {target} left its node": "Das Konto von {target} hat den Node verlassen",
      "{actor} took {target} off its node": "{actor} hat {target} vom Node genommen",
      "{actor} gave the account of {target} a new number on its node":
        "{actor} hat dem Konto von {target} eine neue Nummer auf dem Node gegeben",
      "{actor} tried again: {target}": "{actor} hat es noch einmal versucht: {target}",

      "{1} was registered and got a zone": "{1} wurde registriert und hat eine Zone bekommen",
      "{actor} gave {1} a zone": "{actor} hat {1} eine Zone gegeben",
      "{actor} changed the DNS of {1}": "{actor} hat das DNS von {1} geändert",
      "{actor} took a zone file over into the DNS of {1}": "{actor} hat eine Zonendatei in das DNS von {1} übernommen",
      "{actor} took a change of the DNS of {1} back": "{actor} hat eine Änderung des DNS von {1} zurückgenommen",
      "{actor} said that a change of the DNS of {1} is to stay":
        "{actor} hat gesagt, dass eine Änderung des DNS von {1} bleiben soll",
      "{actor} took a scheduled change of the DNS of {1} off":
        "{actor} hat eine geplante Änderung des DNS von {1} gestrichen",
      "{actor} decided what the DNS of {1} is to say": "{actor} hat entschieden, was das DNS von {1} sagen soll",
      "{actor} had the name servers of {1} looked at": "{actor} hat die Nameserver von {1} ansehen lassen",
      "A scheduled change of the DNS of {1} was made": "Eine geplante Änderung des DNS von {1} wurde ausgeführt",
      "A scheduled change of the DNS of {1} did not fit any more":
        "Eine geplante Änderung des DNS von {1} passte nicht mehr",
      "A change of the DNS of {1} that nobody confirmed was taken back":
        "Eine Änderung des DNS von {1}, die niemand bestätigt hat, wurde zurückgenommen",
      "A change of the DNS of {1} was refused and taken out again":
        "Eine Änderung des DNS von {1} wurde abgelehnt und wieder herausgenommen",
      "The name servers of {1} say something else than the zone":
        "Die Nameserver von {1} sagen etwas anderes als die Zone",
      "Records of {1} lead to names that anybody may register":
        "Einträge von {1} führen zu Namen, die jeder registrieren kann",
    },
    names: {
      Order: "Bestellung",
      Key: "API-Schlüssel",
      "The owner": "Der Inhaber",
      "An administrator": "Ein Administrator",
      "A member for billing": "Ein Mitglied der Buchhaltung",
      "A technical member": "Ein Mitglied der Technik",
      "A member who may only look": "Ein Mitglied mit Lesezugriff",
      "A former member": "Ein früheres Mitglied",
      "A person": "Jemand",
      Somebody: "Jemand",
      "Former staff": "Ein früheres Mitglied des Teams",
      "An API key": "Ein API-Schlüssel",
      "A push to its repository": "Ein Push in das Repository",
      "A website": "Eine Website",
      "An account": "Ein Konto",
      "An order": "Eine Bestellung",
      "An operation": "Ein Vorgang",
      "A node": "Ein Node",
      "A product": "Ein Produkt",
      "A plan": "Ein Tarif",
      Yes: "ja",
      No: "nein",
    },
    roles: {
      owner: "Inhaber",
      administrator: "Administrator",
      billing: "Buchhaltung",
      technical: "Technik",
      reader: "Lesezugriff",
      operator: "Betrieb",
      support: "Support",
    },
    fields: {
      "Support access": "Zugang des Supports",
      "Agreed to": "Zugestimmt",
      Attempt: "Versuch",
      Card: "Karte",
      "Last digits": "Letzte Ziffern",
      Account: "Konto",
      Branch: "Branch",
      Changed: "Geändert",
      "Claim for roles": "Claim für Rollen",
      "Client id": "Client-ID",
      Commit: "Commit",
      "Secrets set": "Gesetzte Geheimnisse",
      "Node contract": "Node-Vertrag",
      "Processor share": "Prozessoranteil",
      Processors: "Prozessoren",
      Database: "Datenbank",
      Databases: "Datenbanken",
      "Role of everybody else": "Rolle aller anderen",
      "Deploys with each push": "Rollt bei jedem Push aus",
      Description: "Beschreibung",
      "Disk in MB": "Speicherplatz in MB",
      Domain: "Domain",
      "Messages done": "Erledigte Nachrichten",
      Email: "E-Mail",
      "Switched on": "Eingeschaltet",
      "The only way in": "Der einzige Weg hinein",
      Ends: "Endet",
      Extras: "Extras",
      Failure: "Fehler",
      Folder: "Ordner",
      Hours: "Stunden",
      Address: "Adresse",
      "Port of websites": "Port der Websites",
      Issuer: "Aussteller",
      "Cron job": "Cronjob",
      Kind: "Art",
      "Maintenance page": "Wartungsseite",
      "Memory in MB": "Arbeitsspeicher in MB",
      Messages: "Nachrichten",
      Minutes: "Minuten",
      "Not found": "Nicht gefunden",
      Name: "Name",
      "From addresses": "Von Adressen",
      "Name servers": "Nameserver",
      Node: "Node",
      "In this order": "In dieser Reihenfolge",
      System: "System",
      Paused: "Angehalten",
      Percent: "Prozent",
      Plan: "Tarif",
      Plans: "Tarife",
      Podman: "Podman",
      Release: "Release",
      Port: "Port",
      "Begins with": "Beginnt mit",
      Price: "Preis",
      Processes: "Prozesse",
      "Public key": "Öffentlicher Schlüssel",
      Reason: "Grund",
      Records: "Einträge",
      Redirects: "Weiterleitungen",
      Refund: "Erstattung",
      Refused: "Abgelehnt",
      Region: "Region",
      "New client secret": "Neues Client-Geheimnis",
      Registry: "Registry",
      "Left where they were": "Dort gelassen",
      "Variables removed": "Entfernte Variablen",
      Repeated: "Wiederholt",
      Repository: "Repository",
      Role: "Rolle",
      "Roles by claim": "Rollen nach Claim",
      Run: "Lauf",
      Schedule: "Zeitplan",
      May: "Darf",
      "Sessions ended": "Beendete Sitzungen",
      "Variables set": "Gesetzte Variablen",
      "Setup fee": "Einrichtungspreis",
      "Name of the website": "Name der Website",
      "Websites in the plan": "Websites im Tarif",
      "Short name": "Kurzname",
      State: "Status",
      Summary: "Kurzbeschreibung",
      "Time zone": "Zeitzone",
      "Traffic in GB a month": "Datenverkehr in GB im Monat",
      "Its second factor counts": "Der dortige zweite Faktor zählt",
      "User name": "Benutzername",
      Version: "Fassung",
      Visitor: "Besucher",
      Websites: "Websites",
      "Price of a year": "Preis eines Jahres",
    },
  },
};

export const words = dictionary<AuditWords>(auditWords);
