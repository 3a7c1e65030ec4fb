import { randomUUID } from "node:crypto";
import { DomainError } from "../kernel/errors.ts";
import type { DeadLetter, QueueDesk } from "./ports.ts";

type Call = "counts" | "peek" | "take" | "giveBack" | "send" | "remove";

interface Dead {
  messageId: string;
  body: string;
  sentAt: Date;
  hiddenUntil: number;
  receipt: string;
}

/** Queues in memory, for tests: as forgetful of order and as strict with receipts as SQS. */
export interface FakeQueues extends QueueDesk {
  /** Bodies that were put back, oldest first. */
  readonly waiting: ReadonlyMap<string, string[]>;
  /** Lets a message die. Returns its id. */
  bury(queue: string, body: string): string;
  /** Ids of those that lie dead. */
  buried(queue: string): string[];
  /** The next `times` calls fail: before anything was done, or after everything was and only the answer was lost. */
  fail(call: Call, when: "before" | "after", times?: number): void;
  /** The queue takes no message with this id. */
  refuse(messageId: string): void;
}

const handedOutAtOnce = 10;

export function fakeQueues(now: () => Date, names: readonly string[] = ["operations", "payments", "mail"]): FakeQueues {
  const waiting = new Map<string, string[]>(names.map((name) => [name, []]));
  const dead = new Map<string, Dead[]>(names.map((name) => [name, []]));
  const refused = new Set<string>();
  const failures: { call: Call; when: "before" | "after" }[] = [];

  const deadOf = (queue: string): Dead[] => {
    const found = dead.get(queue);
    if (!found) throw new Error(`there is no queue ${queue}`);
    return found;
  };
  const unavailable = () => new DomainError("unavailable", "queues.unavailable", "The queues cannot be reached.");

  async function answering<T>(call: Call, run: () => T): Promise<T> {
    const failure = failures.findIndex((one) => one.call === call);
    const [planned] = failure < 0 ? [] : failures.splice(failure, 1);
    if (planned?.when === "before") throw unavailable();
    const value = run();
    if (planned?.when === "after") throw unavailable();
    return value;
  }

  const handOut = (queue: string, holdSeconds: number): DeadLetter[] =>
    deadOf(queue)
      .filter(({ hiddenUntil }) => hiddenUntil <= now().getTime())
      .slice(0, handedOutAtOnce)
      .map((one) => {
        one.receipt = randomUUID();
        one.hiddenUntil = now().getTime() + holdSeconds * 1000;
        const { messageId, body, sentAt, receipt } = one;
        return { messageId, body, sentAt, receipt };
      });

  return {
    names,
    waiting,
    bury(queue, body) {
      const messageId = randomUUID();
      deadOf(queue).unshift({ messageId, body, sentAt: now(), hiddenUntil: 0, receipt: "" });
      return messageId;
    },
    buried: (queue) => deadOf(queue).map(({ messageId }) => messageId),
    fail(call, when, times = 1) {
      for (let count = 0; count < times; count++) failures.push({ call, when });
    },
    refuse: (messageId) => void refused.add(messageId),

    counts: (queue) =>
      answering("counts", () => ({
        waiting: waiting.get(queue)?.length ?? 0,
        later: 0,
        inWork: 0,
        dead: deadOf(queue).length,
      })),
    peek: (queue) => answering("peek", () => handOut(queue, 0)),
    take: (queue, holdSeconds) => answering("take", () => handOut(queue, holdSeconds)),
    giveBack: (queue, letters) =>
      answering("giveBack", () => {
        for (const one of deadOf(queue)) {
          if (letters.some(({ receipt }) => receipt === one.receipt)) one.hiddenUntil = 0;
        }
      }),
    send: (queue, letters) =>
      answering("send", () => {
        const accepted = letters.filter(({ messageId }) => !refused.has(messageId));
        waiting.get(queue)?.push(...accepted.map(({ body }) => body));
        return accepted;
      }),
    remove: (queue, letters) =>
      answering("remove", () => {
        const all = deadOf(queue);
        const gone = letters.filter(({ receipt }) => all.some((one) => one.receipt === receipt));
        dead.set(
          queue,
          all.filter(({ receipt }) => !gone.some((letter) => letter.receipt === receipt)),
        );
        return gone;
      }),
  };
}
