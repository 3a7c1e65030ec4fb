/** How many messages lie where. SQS counts approximately, and a little late. */
export interface QueueCounts {
  waiting: number;
  /** Sent, and not due yet. */
  later: number;
  /** Handed to a function; one whose work failed stays here until it is tried again. */
  inWork: number;
  /** Given up after too many tries, whether somebody holds them right now or not. */
  dead: number;
}

/** A dead message as it was handed out. */
export interface DeadLetter {
  messageId: string;
  /** Names this handing out; the queue deletes and gives back by it. */
  receipt: string;
  body: string;
  sentAt: Date;
}

/**
 * The queues and what lies dead beside them. A queue hands out what it chooses to, in any order, at most ten at a time;
 * nothing can be asked for by its id. Every call throws `unavailable` (`queues.unavailable`) when trying again helps.
 */
export interface QueueDesk {
  readonly names: readonly string[];
  counts(queue: string): Promise<QueueCounts>;
  /** Some dead messages, for a look: everybody else gets them too. */
  peek(queue: string): Promise<DeadLetter[]>;
  /** Some dead messages, which nobody else gets for so long. None, when none is at hand. */
  take(queue: string, holdSeconds: number): Promise<DeadLetter[]>;
  /** Lets others have them again, before their time is over. */
  giveBack(queue: string, letters: readonly DeadLetter[]): Promise<void>;
  /** Puts their bodies into the queue itself. Returns those that it accepted. */
  send(queue: string, letters: readonly DeadLetter[]): Promise<DeadLetter[]>;
  /** Deletes them from among the dead. Returns those that are gone. */
  remove(queue: string, letters: readonly DeadLetter[]): Promise<DeadLetter[]>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    queues: QueueDesk;
  }
}
