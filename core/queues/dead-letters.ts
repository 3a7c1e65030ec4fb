import { DomainError } from "../kernel/errors.ts";
import type { DeadLetter, QueueDesk } from "./ports.ts";

/** Longer than a function may run, so that nobody else gets what this call still has in hand. */
const holdSeconds = 60;
const lookSeconds = 20;
const lookMax = 50;
const workMax = 1000;
/** Fewer when some are sought among all: the others have to be given back in time. */
const seekMax = 200;

/** Of about `count` dead messages those that the queue hands out now, oldest first. They are given back at once. */
export async function look(desk: QueueDesk, queue: string, count: number): Promise<DeadLetter[]> {
  const seen: DeadLetter[] = [];
  try {
    while (seen.length < Math.min(count, lookMax)) {
      const letters = await desk.take(queue, lookSeconds);
      if (letters.length === 0) break;
      seen.push(...letters);
    }
  } finally {
    await handBack(desk, queue, seen);
  }
  return oldestFirst(seen);
}

/** Those that cannot be given back now come back by themselves, a little later. */
const handBack = (desk: QueueDesk, queue: string, letters: readonly DeadLetter[]) =>
  desk.giveBack(queue, letters).catch(() => undefined);

export const oldestFirst = (letters: readonly DeadLetter[]): DeadLetter[] =>
  letters.toSorted((a, b) => a.sentAt.getTime() - b.sentAt.getTime());

export interface Work {
  queue: string;
  /** All that are handed out, when undefined. */
  messageIds?: readonly string[] | undefined;
  now: () => Date;
  /** No further messages are taken after this. */
  until: Date;
}

export interface Worked {
  done: DeadLetter[];
  /** Of those done, how many are still among the dead and may be met there again. */
  remaining: number;
  /** Those that the queue refused: they lie where they lay. */
  refused: number;
  /** Those asked for that were not handed out. */
  missing: number;
  /** There was more than this call had time for, or the queues could not be reached any more. */
  unfinished: boolean;
}

/** What is done with letters that were taken: returns those it was done with, and counts in `worked` as it goes. */
type Deed = (letters: readonly DeadLetter[], worked: Worked) => Promise<readonly DeadLetter[]>;

/** Sent first and deleted then: a crash in between leaves a message twice, which its consumer takes, and never lost. */
export const sendingBack =
  (desk: QueueDesk, queue: string): Deed =>
  async (letters, worked) => {
    const sent = await desk.send(queue, letters);
    worked.done.push(...sent);
    worked.remaining += sent.length;
    if (sent.length > 0) worked.remaining -= (await desk.remove(queue, sent)).length;
    return sent;
  };

export const discarding =
  (desk: QueueDesk, queue: string): Deed =>
  async (letters, worked) => {
    const removed = await desk.remove(queue, letters);
    worked.done.push(...removed);
    return removed;
  };

/** Takes dead messages until all that were asked for are met, none comes any more, or time is up. */
export async function work(desk: QueueDesk, { queue, messageIds, now, until }: Work, deed: Deed): Promise<Worked> {
  const worked: Worked = { done: [], remaining: 0, refused: 0, missing: 0, unfinished: false };
  const wanted = messageIds && new Set(messageIds);
  /** Given back at the end only, so that they do not come again meanwhile. */
  const held = new Set<DeadLetter>();
  try {
    for (let taken = 0; wanted?.size !== 0; ) {
      if (now() >= until || taken >= (wanted ? seekMax : workMax)) {
        worked.unfinished = true;
        break;
      }
      const letters = await desk.take(queue, holdSeconds);
      if (letters.length === 0) break;
      taken += letters.length;
      for (const letter of letters) held.add(letter);
      const ours = letters.filter(({ messageId }) => wanted?.has(messageId) ?? true);
      if (ours.length === 0) continue;
      for (const { messageId } of ours) wanted?.delete(messageId);
      const did = await deed(ours, worked);
      for (const letter of did) held.delete(letter);
      worked.refused += ours.length - did.length;
    }
  } catch (error) {
    // What is done is done, and has to be told and recorded.
    if (worked.done.length === 0 || !(error instanceof DomainError)) throw error;
    worked.unfinished = true;
  } finally {
    await handBack(desk, queue, [...held]);
  }
  worked.missing = wanted?.size ?? 0;
  return worked;
}
