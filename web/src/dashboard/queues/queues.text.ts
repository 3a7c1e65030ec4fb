import { dictionary } from "#web/lib/dictionary.ts";

const messages = (n: number) => (n === 1 ? "1 message" : `${n} messages`);

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
    about: {
      operations: {
        name: "Operations",
        purpose: "Sets up, changes and removes websites, and checks nodes.",
      },
      payments: {
        name: "Payments",
        purpose: "Takes in what the payment provider tells, and sends money back.",
      },
      metrics: { name: "Metrics", purpose: "Asks each node once a minute what its websites use." },
      mail: { name: "Mail", purpose: "Writes to customers: welcome, website live, refund." },
    } as Record<string, { name: string; purpose: string }>,
    unknownPurpose: "Carries messages between functions.",
    types: {
      "operation.due": "Go on with an operation",
      "node.metrics_due": "Ask a node what its websites use",
      "payment_event.received": "News from the payment provider",
      "order.refund_due": "Send the money of an order back",
      "order.fulfilled": "Mail: the website is live",
      "order.refunded": "Mail: the order was refunded",
      "person.registered": "Mail: welcome",
    } as Record<string, string>,
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
});

/** What a message asks for, in words. */
export const asked = (event: { type: string } | null): string =>
  event === null ? text.foreign : (text.types[event.type] ?? event.type);

export const nameOf = (queue: string): string => text.about[queue]?.name ?? queue;
export const purposeOf = (queue: string): string => text.about[queue]?.purpose ?? text.unknownPurpose;
