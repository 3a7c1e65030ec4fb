import { dictionary } from "#web/lib/dictionary.ts";
import { messageWords, queueWords } from "./message-words.text.ts";

const messages = dictionary({
  en: (n: number) => (n === 1 ? "1 message" : `${n} messages`),
  de: (n) => (n === 1 ? "1 Nachricht" : `${n} Nachrichten`),
});

export const text = dictionary({
  en: {
    title: "Queues",
    line: (dead: number) => (dead === 0 ? "Nothing lies dead." : `${messages(dead)} could not be worked on.`),
    list: "Queues",
    queue: "Queue",
    state: "Status",
    waiting: "Waiting",
    waitingLater: (waiting: number, later: number) => (later === 0 ? String(waiting) : `${waiting}, ${later} later`),
    inWork: "In work",
    dead: "Dead",
    oldest: "Oldest dead message",
    ageAndCause: (age: string, cause: string) => `${age} old. ${cause}`,
    loading: "Loading the queues",
    failed: "The queues can’t be shown right now",
    foot: "SQS counts approximately and a little late. A message dies after ten tries and is kept for 14 days.",
    clear: "Clear",
    isDead: (dead: number) => `${dead} dead`,
    unknownPurpose: "Carries messages between functions.",
    foreign: "Not a message of ours",
    noCause: "Why is not known.",
    detail: {
      failed: "This queue can’t be shown right now",
      inQueue: (waiting: string, inWork: string) => `${waiting} waiting, ${inWork} in work`,
      messages: "Dead messages",
      loading: "Loading the dead messages",
      emptyTitle: "Nothing lies dead",
      emptyText: "What could not be worked on in ten tries would be listed here.",
      heldTitle: "None was handed out just now",
      heldText: (n: number) =>
        `${n === 1 ? "1 message lies" : `About ${n} messages lie`} here, and somebody else has ${n === 1 ? "it" : "them"} in hand. Within a minute ${n === 1 ? "it is" : "they are"} to be had again.`,
      again: "Look again",
      shown: (shown: number, dead: number) =>
        shown === 0
          ? "Nothing was taken away."
          : shown >= dead
            ? `${messages(shown)}, oldest first.`
            : `${shown} of about ${dead}. SQS hands out what it chooses to; look again for others.`,
      sent: (age: string) => `Sent ${age} ago.`,
      done: "It has happened meanwhile: this message is not needed any more.",
      show: "Show",
      details: "Details",
      type: "Type",
      event: "Request id in the log",
      subject: "About",
      message: "Message at SQS",
      firstSent: "First sent",
      lastFailed: "Failed last",
      code: "Code",
      facts: "This queue",
      purpose: "What it does",
      later: "Due later",
      mayNot: "Administrators and operators send messages back or discard them. You may look.",
      sendBack: "Send back",
      sendBackNamed: (what: string) => `Send back: ${what}`,
      sendAllBack: "Send all back",
      discard: "Discard",
      discardNamed: (what: string) => `Discard: ${what}`,
      discardAll: "Discard all",
      dismiss: "Leave it",
      dismissAll: "Leave them",
      reason: "Why",
      reasonHint: "Goes into the audit log.",
      reasonMissing: "Say why, in a few words.",
      sendBackOne: {
        title: "Send this message back?",
        text: (what: string, queue: string) =>
          `“${what}” goes back into the queue ${queue} and is worked on at once. If the cause is still there, it ends here again after ten tries.`,
      },
      sendBackAll: {
        title: (n: number) => `Send ${n === 1 ? "the message" : `all ${n} messages`} back?`,
        text: (queue: string) =>
          `They go back into the queue ${queue} and are worked on at once, in any order. If the cause is still there, they end here again after ten tries. Working on a message twice does no harm.`,
      },
      discardOne: {
        title: "Discard this message?",
        text: (what: string) => `“${what}” is then not done by it. The audit log keeps what it said.`,
        textDone: (what: string) =>
          `“${what}” has happened meanwhile, so nothing is lost. The audit log keeps what it said.`,
      },
      discardAllOf: {
        title: (n: number) => `Discard ${n === 1 ? "the message" : `all ${n} messages`}?`,
        text: "What they ask for is then not done by them. The audit log keeps what they said. This can’t be undone.",
        typed: (queue: string) => `Type ${queue} to go on`,
      },
      result: {
        sentBack: (n: number) => (n === 0 ? "Nothing was sent back." : `${messages(n)} sent back.`),
        discarded: (n: number) => (n === 0 ? "Nothing was discarded." : `${messages(n)} discarded.`),
        remaining: (n: number) =>
          `${n === 1 ? "One of them" : `${n} of them`} could not be taken out from here and may be worked on twice, which does no harm.`,
        refused: (n: number) => `SQS refused ${messages(n)}; ${n === 1 ? "it stays" : "they stay"} here.`,
        missing: (n: number) =>
          `${n === 1 ? "One was" : `${n} were`} not handed out: somebody else has ${n === 1 ? "it" : "them"} in hand, or ${n === 1 ? "it is" : "they are"} gone. Look again in a minute.`,
        unfinished: "There are more than one go takes: do it again for the rest.",
      },
    },
  },
  de: {
    title: "Warteschlangen",
    line: (dead) =>
      dead === 0
        ? "Keine toten Nachrichten."
        : `${messages(dead)} ${dead === 1 ? "konnte" : "konnten"} nicht bearbeitet werden.`,
    list: "Warteschlangen",
    queue: "Warteschlange",
    state: "Status",
    waiting: "Wartend",
    waitingLater: (waiting, later) => (later === 0 ? String(waiting) : `${waiting}, ${later} später`),
    inWork: "In Arbeit",
    dead: "Tot",
    oldest: "Älteste tote Nachricht",
    ageAndCause: (age, cause) => `${age} alt. ${cause}`,
    loading: "Warteschlangen werden geladen",
    failed: "Die Warteschlangen können gerade nicht angezeigt werden",
    foot: "SQS zählt ungefähr und etwas verspätet. Eine Nachricht stirbt nach zehn Versuchen und wird 14 Tage lang aufbewahrt.",
    clear: "Frei",
    isDead: (dead) => `${dead} tot`,
    unknownPurpose: "Trägt Nachrichten zwischen Funktionen.",
    foreign: "Keine Nachricht von uns",
    noCause: "Warum, ist nicht bekannt.",
    detail: {
      failed: "Diese Warteschlange kann gerade nicht angezeigt werden",
      inQueue: (waiting, inWork) => `${waiting} wartend, ${inWork} in Arbeit`,
      messages: "Tote Nachrichten",
      loading: "Tote Nachrichten werden geladen",
      emptyTitle: "Keine toten Nachrichten",
      emptyText: "Was in zehn Versuchen nicht bearbeitet werden konnte, stünde hier.",
      heldTitle: "Gerade wurde keine herausgegeben",
      heldText: (n) =>
        `${n === 1 ? "1 Nachricht liegt" : `Etwa ${n} Nachrichten liegen`} hier, und jemand anders hat sie in der Hand. Binnen einer Minute ${n === 1 ? "ist" : "sind"} sie wieder zu haben.`,
      again: "Noch einmal nachsehen",
      shown: (shown, dead) =>
        shown === 0
          ? "Nichts wurde weggenommen."
          : shown >= dead
            ? `${messages(shown)}, die älteste zuerst.`
            : `${shown} von etwa ${dead}. SQS gibt heraus, was es will; sehen Sie für andere noch einmal nach.`,
      sent: (age) => `Vor ${age} gesendet.`,
      done: "Es ist inzwischen geschehen: Diese Nachricht wird nicht mehr gebraucht.",
      show: "Anzeigen",
      details: "Details",
      type: "Art",
      event: "Anfrage im Protokoll",
      subject: "Über",
      message: "Nachricht bei SQS",
      firstSent: "Zuerst gesendet",
      lastFailed: "Zuletzt fehlgeschlagen",
      code: "Code",
      facts: "Diese Warteschlange",
      purpose: "Was sie tut",
      later: "Später fällig",
      mayNot: "Administration und Betrieb schicken Nachrichten zurück oder verwerfen sie. Sie können zusehen.",
      sendBack: "Zurückschicken",
      sendBackNamed: (what) => `Zurückschicken: ${what}`,
      sendAllBack: "Alle zurückschicken",
      discard: "Verwerfen",
      discardNamed: (what) => `Verwerfen: ${what}`,
      discardAll: "Alle verwerfen",
      dismiss: "So lassen",
      dismissAll: "So lassen",
      reason: "Warum",
      reasonHint: "Kommt ins Audit-Protokoll.",
      reasonMissing: "Sagen Sie in ein paar Worten, warum.",
      sendBackOne: {
        title: "Diese Nachricht zurückschicken?",
        text: (what, queue) =>
          `„${what}“ geht in die Warteschlange ${queue} zurück und wird sofort bearbeitet. Ist die Ursache noch da, endet sie nach zehn Versuchen wieder hier.`,
      },
      sendBackAll: {
        title: (n) => (n === 1 ? "Die Nachricht zurückschicken?" : `Alle ${n} Nachrichten zurückschicken?`),
        text: (queue) =>
          `Sie gehen in die Warteschlange ${queue} zurück und werden sofort bearbeitet, in beliebiger Reihenfolge. Ist die Ursache noch da, enden sie nach zehn Versuchen wieder hier. Eine Nachricht zweimal zu bearbeiten, schadet nicht.`,
      },
      discardOne: {
        title: "Diese Nachricht verwerfen?",
        text: (what) => `„${what}“ wird dann nicht durch sie getan. Das Audit-Protokoll behält, was sie sagte.`,
        textDone: (what) =>
          `„${what}“ ist inzwischen geschehen, es geht also nichts verloren. Das Audit-Protokoll behält, was sie sagte.`,
      },
      discardAllOf: {
        title: (n) => (n === 1 ? "Die Nachricht verwerfen?" : `Alle ${n} Nachrichten verwerfen?`),
        text: "Worum sie bitten, wird dann nicht durch sie getan. Das Audit-Protokoll behält, was sie sagten. Das kann nicht zurückgenommen werden.",
        typed: (queue) => `Geben Sie zum Fortfahren ${queue} ein`,
      },
      result: {
        sentBack: (n) => (n === 0 ? "Nichts wurde zurückgeschickt." : `${messages(n)} zurückgeschickt.`),
        discarded: (n) => (n === 0 ? "Nichts wurde verworfen." : `${messages(n)} verworfen.`),
        remaining: (n) =>
          `${n === 1 ? "Eine davon konnte" : `${n} davon konnten`} von hier nicht herausgenommen werden und ${n === 1 ? "wird" : "werden"} vielleicht zweimal bearbeitet, was nicht schadet.`,
        refused: (n) => `SQS hat ${messages(n)} abgelehnt; sie ${n === 1 ? "bleibt" : "bleiben"} hier.`,
        missing: (n) =>
          `${n === 1 ? "Eine wurde" : `${n} wurden`} nicht herausgegeben: Jemand anders hat sie in der Hand, oder sie ${n === 1 ? "ist" : "sind"} weg. Sehen Sie in einer Minute noch einmal nach.`,
        unfinished: "Es sind mehr, als auf einmal gehen: Wiederholen Sie es für den Rest.",
      },
    },
  },
});

/** What a message asks for, in words. */
export const asked = (event: { type: string } | null): string =>
  event === null ? text.foreign : (messageWords[event.type] ?? event.type);

export const nameOf = (queue: string): string => queueWords[queue]?.name ?? queue;
export const purposeOf = (queue: string): string => queueWords[queue]?.purpose ?? text.unknownPurpose;
