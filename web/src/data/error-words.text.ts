import { dictionary } from "#web/lib/dictionary.ts";
import type { Problem } from "./explained.ts";
import { saidReason } from "./reason-words.text.ts";
import { refusalPatterns, refusalWords } from "./refusal-words.text.ts";
import { saidField as said } from "./said-field.ts";
import { zoneFindingWords } from "./zone-finding-words.text.ts";

/**
 * Refusals by their code. The server says them in English; a code that is not here is shown as the server said it, with
 * its figures and names.
 */
export const errorWords = dictionary<Record<string, string>>({
  en: {},
  de: {
    ...refusalWords,
    ...zoneFindingWords,
    unexpected: "Rookery hat ohne Erklärung geantwortet. Versuchen Sie es gleich noch einmal.",
    "connection.failed":
      "Rookery ist nicht erreichbar. Prüfen Sie Ihre Verbindung; was Sie eingegeben haben, ist noch hier.",
    "connection.timed_out":
      "Das dauert länger, als es sollte. Vielleicht klappt es noch; versuchen Sie es gleich noch einmal.",
    "auth.required": "Melden Sie sich an, um weiterzumachen.",
    "auth.factor_required": "Fügen Sie einen zweiten Faktor hinzu, bevor Sie weitermachen.",
    "auth.forbidden": "Das dürfen Sie nicht.",
    "auth.confirmation_required": "Bestätigen Sie dafür, dass Sie es sind.",
    "auth.own_sign_in_required": "Dafür müssen Sie sich mit Ihrer eigenen Anmeldung anmelden.",
    "auth.wrong_origin": "Diese Anfrage kommt nicht von unseren eigenen Seiten.",
    "input.invalid": "Ein Teil Ihrer Eingaben kann nicht verwendet werden.",
    "input.too_large": "Das ist mehr, als eine Anfrage tragen kann.",
    "rate.limited": "Zu viele Versuche. Warten Sie einen Moment, und versuchen Sie es noch einmal.",
    "system.busy": "Gerade ist mehr los, als wir bewältigen. Versuchen Sie es in ein paar Sekunden noch einmal.",
    "route.not_found": "Hier ist nichts.",
    "service.not_found": "Diese Website gibt es nicht.",
    "order.not_found": "Diese Bestellung gibt es nicht.",
    "operation.not_found": "Diesen Vorgang gibt es nicht.",
    "release.not_found": "Dieses Release gibt es nicht.",
    "account.not_found": "Dieses Konto gibt es nicht.",
    "plan.not_found": "Diesen Tarif gibt es nicht.",
    "node.not_found": "Diesen Node gibt es nicht.",
    "member.not_found": "Dieses Mitglied gibt es nicht.",
    "invitation.not_found": "Diese Einladung gibt es nicht.",
    "identity.wrong_credentials": "Diese E-Mail-Adresse und dieses Passwort passen nicht zusammen.",
    "identity.wrong_password": "Das ist nicht Ihr jetziges Passwort.",
    "identity.wrong_factor": "Dieser Code passt nicht. Versuchen Sie es noch einmal.",
    "identity.link_void": "Dieser Link wurde schon benutzt oder ist zu alt. Fordern Sie einen neuen an.",
    "identity.same_email": "Das ist schon Ihre Adresse.",
    "identity.email_unverified": "Bestätigen Sie zuerst Ihre E-Mail-Adresse mit dem Link aus unserer Mail.",
    "identity.password_too_weak": "Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes.",
    "identity.sign_in_expired": "Das hat zu lange gedauert. Melden Sie sich noch einmal an.",
    "identity.passkey_unusable": "Dieser Passkey konnte nicht hinzugefügt werden. Versuchen Sie es noch einmal.",
    "factor.mandatory":
      "Hier brauchen Sie einen zweiten Faktor. Fügen Sie einen anderen hinzu, bevor Sie diesen entfernen.",
    "factor.own_first": "Fügen Sie selbst einen zweiten Faktor hinzu, bevor Sie ihn von anderen verlangen.",
    "factor.reset_oneself": "Das muss jemand anders aus der Administration für Sie tun.",
    "factor_recovery.not_ready": "Die Wartezeit ist noch nicht vorbei. Wir schreiben Ihnen, wenn es so weit ist.",
    "recovery_code.without_factor": "Fügen Sie zuerst einen zweiten Faktor hinzu.",
    "service.cannot_suspend": "In ihrem jetzigen Zustand kann die Website nicht pausiert werden.",
    "service.cannot_resume": "In ihrem jetzigen Zustand kann die Website nicht fortgesetzt werden.",
    "service.cannot_terminate": "In ihrem jetzigen Zustand kann die Website nicht gelöscht werden.",
    "service.cannot_deploy": "In ihrem jetzigen Zustand kann die Website nicht ausgerollt werden.",
    "service.cannot_configure": "In ihrem jetzigen Zustand können die Einstellungen der Website nicht geändert werden.",
    "service.cannot_start": "In ihrem jetzigen Zustand kann die Website nicht gestartet werden.",
    "service.cannot_stop": "In ihrem jetzigen Zustand kann die Website nicht gestoppt werden.",
    "service.cannot_restart": "In ihrem jetzigen Zustand kann die Website nicht neu gestartet werden.",
    "service.grace_over": "Es ist zu spät: Diese Website wird gerade entfernt.",
    "service.not_compose": "Diese Website läuft nicht mit einer Compose-Datei.",
    "order.cannot_cancel": "In ihrem jetzigen Zustand kann die Bestellung nicht storniert werden.",
    "order.cannot_checkout": "In ihrem jetzigen Zustand kann die Bestellung nicht bezahlt werden.",
    "order.cannot_refund": "In ihrem jetzigen Zustand kann die Bestellung nicht erstattet werden.",
    "order.in_checkout": "Gerade hat jemand zu bezahlen begonnen. Versuchen Sie es noch einmal.",
    "order.in_charge": "Die gespeicherte Karte wird gerade dafür belastet. Sehen Sie gleich noch einmal nach.",
    "order.already_paid": "Diese Bestellung wurde bezahlt. Das erscheint hier gleich.",
    "plan.changed":
      "Preis oder Grenzen dieses Tarifs haben sich gerade geändert. Sehen Sie sie an, und bestellen Sie noch einmal, wenn sie Ihnen noch passen.",
    "plan.not_on_sale": "Dieser Tarif ist nicht mehr im Angebot.",
    "plan.interval_not_sold": "Dieser Tarif wird monatlich bezahlt.",
    "plan.disk_used":
      "So viel Platz, wie Ihre Dateien, Datenbanken und Builds belegen, hat dieser Tarif nicht. Löschen Sie, was nicht mehr gebraucht wird, und sehen Sie in einer Minute noch einmal nach.",
    "plan.same": "Das hat die Website schon.",
    "plan.terms_unfit": "Diese Angaben passen nicht zusammen. Sehen Sie sich die Felder noch einmal an.",
    "extra.changed":
      "Preis oder Inhalt eines Extras haben sich gerade geändert, oder es ist nicht mehr im Angebot. Sehen Sie sie noch einmal an.",
    "order.domains_in_hand":
      "Die Registrierungsstelle hat das alles in Arbeit. Was sie ablehnt, wird von selbst erstattet.",
    "order.empty": "Wählen Sie einen Tarif oder eine Domain.",
    "order.incomplete": "Zu einer Website gehören ein Tarif und ein Name.",
    "registrar_job.cannot_retry": "Hier gibt es nichts zu wiederholen.",
    "registrar_message.cannot_skip": "Diese Nachricht hält nichts auf.",
    "order.change_open": "Eine Änderung ist schon bestellt. Bezahlen oder stornieren Sie zuerst diese Bestellung.",
    "order.change_under_way": "Die Änderung wird gerade ausgeführt.",
    "service.cannot_change_plan": "In ihrem jetzigen Zustand kann der Tarif der Website nicht geändert werden.",
    "hosting.name_taken": "Dieser Name ist vergeben. Wählen Sie einen anderen.",
    "certificate.no_zone": "Dafür muss das DNS der Domain bei uns geführt werden.",
    "certificate.nothing_to_fix": "Hier gibt es nichts, was ein Eintrag richtigstellt.",
    "certificate.record_unseen":
      "Die Nameserver der Domain zeigen den gesetzten Eintrag nicht. Führen sie noch zu uns?",
    "certificate.brought": "Dieses Zertifikat wurde mitgebracht: Laden Sie das nächste hoch.",
    "certificate.too_many": "Es gibt schon so viele mitgebrachte Zertifikate, wie ein Konto haben kann.",
    "certificate.other_domain": "Der Name gehört nicht zu dieser Domain.",
    "host.records_elsewhere": "Die Einträge werden dort gesetzt, wo das DNS der Domain geführt wird.",
    "upload.no_certificate": "Darin ist kein Zertifikat für Ihren Namen: Es beginnt mit -----BEGIN CERTIFICATE-----.",
    "upload.unreadable": "Das lässt sich nicht lesen. Wurde alles kopiert?",
    "upload.many_keys": "Darin ist mehr als ein Schlüssel.",
    "upload.key_missing":
      "Der Schlüssel fehlt: Fügen Sie ihn hinzu, oder laden Sie die Antwort auf eine Anforderung von hier hoch.",
    "upload.key_mismatch": "Der Schlüssel gehört nicht zu diesem Zertifikat.",
    "upload.password_missing": "Der Schlüssel ist verschlüsselt: Geben Sie sein Passwort ein.",
    "upload.password_wrong": "Das Passwort passt nicht.",
    "upload.outdated_cipher":
      "Die Datei ist so geschützt, wie es nicht mehr sicher ist. Exportieren Sie sie noch einmal, mit AES.",
    "upload.weak_key": "Browser nehmen RSA ab 2048 Bit oder die Kurven P-256 und P-384.",
    "upload.expired": "Dieses Zertifikat ist abgelaufen.",
    "upload.not_yet": "Dieses Zertifikat gilt noch nicht.",
    "upload.no_names": "Dieses Zertifikat gilt für keinen Hostnamen.",
    "upload.other_names": "Dieses Zertifikat gilt nicht für diese Domain.",
    "upload.chain_incomplete":
      "In der Kette fehlt das Zertifikat, mit dem dieses unterschrieben ist. Es kommt vom Aussteller.",
    "upload.chain_expired": "Ein Zertifikat der Kette ist abgelaufen.",
    "upload.chain_long": "Die Kette ist zu lang.",
    "certificate.wildcard_by_dns": "Dass ein Platzhaltername Ihnen gehört, lässt sich nur im DNS zeigen.",
    "host.invalid": "Das ist kein Hostname, der verwendet werden kann.",
    "host.no_domain": "Fügen Sie zuerst die Domain hinzu und zeigen Sie, dass sie Ihnen gehört.",
    "host.taken_away": "Der Name wurde inzwischen weggenommen.",
    "contact.nothing_to_verify": "Es wartet keine E-Mail auf eine Antwort dieses Inhabers.",
    "contact.organization": "Geben Sie den Namen der Organisation an.",
    "contact.too_many": "Es gibt schon so viele Kontakte, wie ein Konto haben kann.",
    "domain.cannot_auto_renew": "Das geht bei dieser Domain gerade nicht.",
    "domain.cannot_change":
      "Das geht gerade nicht: die Domain ist nicht aktiv, oder sie liegt bei einem anderen Anbieter.",
    "domain.cannot_renew": "Diese Domain lässt sich gerade nicht verlängern.",
    "domain.cannot_restore": "Diese Domain lässt sich gerade nicht wiederherstellen.",
    "domain.gone": "Diese Domain ist hier nicht mehr registriert.",
    "domain.locked": "Heben Sie zuerst die Sperre der Domain auf.",
    "domain.name_servers": "Nennen Sie mindestens zwei Nameserver, jeden einmal.",
    "domain.no_privacy": "Die Registrierungsstelle dieser Domain verbirgt keine Inhaber.",
    "domain.no_transfer_out": "Nach dieser Domain fragt kein anderer Registrar mehr.",
    "domain.transfer_answered": "Darauf wurde schon das andere geantwortet.",
    "domain.under_way": "Warten Sie ab, was für diese Domain schon unterwegs ist.",
    "domain.signed":
      "Schalten Sie zuerst DNSSEC aus und warten Sie einen Tag: Andere Nameserver haben keine Schlüssel dieser Domain, viele könnten sie nicht erreichen.",
    "domain.dnssec_elsewhere":
      "Für diese Domain antworten andere Nameserver, und nur sie können signieren. Verwenden Sie zuerst unsere.",
    "domain.chosen_services": "Sie dürfen nur bestimmte Websites sehen.",
    "domain.known": "Diese Domain ist schon in Ihrem Konto.",
    "domain.no_account": "Domains gehören zu einem Konto.",
    "domain.no_prices": "Nach Domains kann noch nicht gesucht werden.",
    "domain.not_sold": "Diese Domain wird hier nicht verkauft.",
    "domain.price_changed": "Der Preis der Domain hat sich gerade geändert. Sehen Sie ihn noch einmal an.",
    "domain.registered_here": "Eine Domain, die bei uns registriert ist, lässt sich nicht entfernen.",
    "domain.too_many": "Es gibt schon so viele Domains anderer Anbieter, wie ein Konto haben kann.",
    "domain.too_many_names": "Das sind zu viele Namen für eine Suche.",
    "registry.failed": "Die Registrierungsstelle hat das abgelehnt.",
    "domain.proven": "Dass diese Domain Ihnen gehört, ist schon nachgewiesen.",
    "domain.taken": "Diese Domain gehört zu einem anderen Konto. Fragen Sie uns dazu.",
    "host.known": "Dieser Name ist schon da.",
    "host.taken": "Eine andere Website antwortet unter diesem Namen. Entfernen Sie ihn dort, oder fragen Sie uns.",
    "host.unverified":
      "Der TXT-Eintrag ist noch nicht zu sehen. DNS kann eine Weile brauchen; prüfen Sie es später noch einmal.",
    "redirect.invalid": "Diese Weiterleitung kann nicht verwendet werden.",
    "environment.changed": "Jemand anders hat das inzwischen geändert. Laden Sie die Seite neu.",
    "environment.unchanged": "Das ist schon so.",
    "parameters.unchanged": "Das ist schon so.",
    "parameters.invalid": "Ein Teil dieser Einstellungen kann nicht verwendet werden.",
    "upload.missing": "Das Archiv ist nicht angekommen. Laden Sie es hoch, dann rollen Sie es aus.",
    "upload.differs": "Angekommen ist eine andere Größe. Laden Sie das Archiv noch einmal hoch.",
    "source.disconnected": "Diese Website ist mit keinem Repository verbunden.",
    "compose.refused": "Diese Compose-Datei kann so nicht verwendet werden.",
    "release.not_kept": "Dieses Release wird nicht aufbewahrt: Es gibt nichts, wohin man zurückkann.",
    "release.not_cancellable": "Für einen Abbruch dieses Releases ist es zu spät.",
    "operation.in_progress": "Hier ist etwas anderes im Gang. Versuchen Sie es noch einmal, wenn es fertig ist.",
    "operation.not_failed": "Nur Fehlgeschlagenes kann noch einmal versucht werden.",
    "operation.superseded": "Hier ist inzwischen etwas Neueres geschehen.",
    "idempotency.in_progress": "Dieselbe Anfrage wird noch bearbeitet.",
    "payments.unavailable": "Der Zahlungsdienst ist nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "payments.no_consent": "Nur Personen des Kontos können seine Karte speichern lassen.",
    "payments.authentication_required":
      "Ihre Bank möchte, dass Sie diese Zahlung selbst bestätigen. Bezahlen Sie hier.",
    "payments.card_declined": "Ihre Karte wurde abgelehnt. Bezahlen Sie hier mit ihr oder einer anderen.",
    "payments.card_expired": "Ihre Karte ist abgelaufen. Bezahlen Sie hier mit einer anderen.",
    "payments.charge_refused": "Der Zahlungsdienst hat diese Zahlung nicht angenommen. Bezahlen Sie hier.",
    "payments.card_gone": "Ihre Karte ist nicht mehr gespeichert. Bezahlen Sie hier.",
    "payments.refused": "Der Zahlungsdienst hat das abgelehnt.",
    "node.unreachable": "Der Node ist nicht erreichbar.",
    "node.full": "Auf diesem Node ist kein Platz mehr.",
    "node.timed_out": "Der Node hat zu lange für eine Antwort gebraucht.",
    "node.no_answer": "Der Node hat nicht geantwortet, wie er sollte.",
    "node.host_key": "Der Node zeigt einen anderen Hostschlüssel als den, mit dem er hinzugefügt wurde.",
    "queues.unavailable": "Die Warteschlangen sind nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "mail.unavailable": "Der Mailserver ist nicht erreichbar.",
    "keys.unavailable": "Unser Schlüsseldienst ist nicht erreichbar. Versuchen Sie es gleich noch einmal.",
    "catalog.changed":
      "Jemand anders hat das inzwischen geändert. Sehen Sie an, wie es jetzt ist, und speichern Sie Ihres noch einmal, wenn es noch passt.",
    "catalog.slug_taken": "Dieser Kurzname ist in Gebrauch.",
    "plan.no_draft": "Von diesem Tarif gibt es keinen Entwurf.",
    "key.revoked_already": "Dieser Schlüssel wurde schon widerrufen.",
    "key.limited_member":
      "Sie sehen nur einige Websites dieses Kontos. Bitten Sie jemanden, der alle sieht, den Schlüssel zu erstellen.",
    "key.scope_beyond_role": "Ein Schlüssel kann nicht mehr als Sie.",
    "account.services_open": "Löschen Sie zuerst seine Websites, und warten Sie, bis sie endgültig weg sind.",
    "account.orders_open":
      "Eine Bestellung ist noch nicht abgeschlossen. Stornieren Sie sie, oder warten Sie, bis ihr Geld angekommen ist.",
    "account.last_owner": "Ein Konto braucht mindestens einen Inhaber.",
    "account.member_already": "Diese Person gehört schon zu diesem Konto.",
    "person.belongs": "Sie gehören zu einem Konto oder zum Team. Verlassen oder schließen Sie zuerst jedes Konto.",
    "member.own_role": "Niemand ändert die eigene Rolle. Fragen Sie einen Inhaber oder Administrator.",
    "member.leave_instead": "Sie können sich nicht selbst entfernen. Verlassen Sie stattdessen das Konto.",
    "invitation.other_address":
      "Diese Einladung ging an eine andere Adresse als die, mit der Sie angemeldet sind, oder wurde seither neu gesendet.",
    "staff.email_taken": "Diese Adresse ist schon in Gebrauch.",
    "staff.own_account": "Bitten Sie jemand anders aus der Administration, Ihres zu ändern.",
    "staff.last_administrator": "Jemand muss in der Administration bleiben.",
    "sso.no_connection": "Dafür gibt es kein Single Sign-on. Melden Sie sich mit Ihrem Passwort an.",
    "sso.provider_unavailable": "Der Identitätsanbieter antwortet nicht. Versuchen Sie es gleich noch einmal.",
    "sso.refused": "Der Identitätsanbieter hat Sie nicht hereingelassen.",
    "sso.stray_answer":
      "Diese Anmeldung wurde nicht in diesem Browser begonnen, ist zu alt oder wurde schon benutzt. Beginnen Sie von vorn.",
    "sso.untrusted":
      "Der Antwort des Identitätsanbieters war nicht zu trauen. Versuchen Sie es noch einmal; bleibt es dabei, sagen Sie es der Person, die ihn betreut.",
    "sso.email_unverified":
      "Ihre E-Mail-Adresse ist beim Identitätsanbieter nicht bestätigt. Bestätigen Sie sie dort, und versuchen Sie es noch einmal.",
    "sso.domain_taken": "Ein anderes Konto meldet Personen dieser Domain an. Fragen Sie uns.",
    "sso.domain_unverified": "Der TXT-Eintrag ist noch nicht zu sehen. Prüfen Sie es später noch einmal.",
    "sso.untested": "Melden Sie sich zuerst einmal zum Test an.",
    "sso.nothing_to_connect": "Beginnen Sie in diesem Browser noch einmal bei der Anmeldung Ihrer Firma.",
    "sso.somebody_else": "Dort hat sich jemand anders angemeldet. Melden Sie sich als Sie selbst an, um zu bestätigen.",
    "zone.not_found": "Diese Zone gibt es nicht.",
    "zone.changed": "Jemand anders hat diese Zone geändert. Sehen Sie sie noch einmal an; Ihre Änderung ist noch da.",
    "zone.import_problems":
      "Zeilen dieser Datei lassen sich nicht übernehmen. Ändern Sie sie, oder lassen Sie sie weglassen.",
    "zone.unchanged": "Das ändert nichts.",
    "zone.external": "Für diese Domain antworten andere. Ändern Sie die Einträge dort.",
    "zone.invalid": "Einige Einträge können so nicht gespeichert werden.",
    "zone.not_undoable": "Diese Änderung lässt sich nicht zurücknehmen.",
    "zone.nothing_to_keep": "Diese Änderung wurde schon zurückgenommen oder bleibt ohnehin.",
    "zone.not_scheduled": "Diese Änderung wartet nicht mehr.",
    "zone.no_drift": "Die Nameserver sagen, was hier steht.",
    "zone.whole_account": "Sie dürfen nur bestimmte Websites ändern.",
    "zone.taken": "Ein anderes Konto hat das DNS dieser Domain hier. Fragen Sie uns.",
    "zone.refused": "Der Betreiber der Nameserver nimmt diese Einträge nicht. Sie sind wieder entfernt.",
    "zone.too_many": "Eine Zone hat höchstens 1000 Einträge.",
    "zone.too_far": "Eine Änderung kann höchstens 90 Tage warten.",
    "zone.not_both": "Eine Änderung, die auf ihre Zeit wartet, kann keine auf Probe sein.",
  },
});

type Said = (...found: string[]) => string;

const dayOf = (iso: string): string =>
  new Date(iso).toLocaleDateString("de-DE", { dateStyle: "long", timeZone: "UTC" });

/** What the server alone says of a certificate that is uploaded, with names and days in it. */
const uploadPatterns = dictionary<readonly (readonly [RegExp, Said])[]>({
  en: [],
  de: [
    [/^This certificate ended on (\S+)\.$/, (on = "") => `Dieses Zertifikat ist am ${dayOf(on)} abgelaufen.`],
    [/^This certificate begins on (\S+)\.$/, (on = "") => `Dieses Zertifikat gilt erst ab dem ${dayOf(on)}.`],
    [
      /^It is for (.+), and not for (\S+)\.$/,
      (names = "", domain = "") => `Es gilt für ${names} und nicht für ${domain}.`,
    ],
    [
      /^The certificate of “(.+)” is missing, which signed this one\./,
      (name = "") =>
        `Das Zertifikat von „${name}“ fehlt, mit dem dieses unterschrieben ist. Fügen Sie es hinzu: Es kommt vom Aussteller.`,
    ],
    [
      /^The certificate of “(.+)” in the chain has ended\.$/,
      (name = "") => `In der Kette ist das Zertifikat von „${name}“ abgelaufen.`,
    ],
  ],
});

/** What is wrong with a field, in the reader's language. */
export function saidField(message: string): string {
  for (const [pattern, saying] of uploadPatterns) {
    const found = pattern.exec(message);
    if (found) return saying(...found.slice(1));
  }
  return said(message);
}

/** What a refusal says with its names and figures, else what its code alone says. */
function saidRefusal(code: string, { message, about }: Problem): string {
  const reason = saidReason(code, about);
  if (reason !== undefined) return reason;
  for (const [pattern, saying] of refusalPatterns) {
    const found = pattern.exec(message);
    if (found) return saying(...found.slice(1));
  }
  return errorWords[code] ?? message;
}

/** Puts problems into the reader's language where they stand: wholes by their codes, each before its fields. */
export function sayAll(problems: readonly Problem[]): void {
  const known = new Map<string, string>();
  for (const problem of problems) {
    const { code, message } = problem;
    const ofField = saidField(message);
    // A field that says what the whole says is said so, too, unless there are words with its names and days.
    if (code === undefined) problem.message = ofField === message ? (known.get(message) ?? message) : ofField;
    else problem.message = saidRefusal(code, problem);
    known.set(message, problem.message);
  }
}
