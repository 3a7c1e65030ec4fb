import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { PersistenceManager, SnsStore, type SqsQueue, SqsStore } from "./fauxqs.ts";

export const ACCOUNT = "000000000000";
const FOURTEEN_DAYS = "1209600";

export interface QueueDefinition {
  name: string;
  visibilitySeconds: number;
  /** A message received so often without being deleted goes to `<name>-dead`. */
  maxReceives: number;
}

/** The queues with what was in them when the directory was last used. */
export function openQueues(dir: string, region: string, definitions: readonly QueueDefinition[]) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const persistence = new Persistence(dir);
  const store = new SqsStore();
  // Before the store writes through, as its insert of a queue that exists would cascade to the messages.
  persistence.loadSqsAndSns(store, new SnsStore());
  store.persistence = persistence;
  for (const queue of store.allQueues()) queue.persistence = persistence;

  const define = (name: string, attributes: Record<string, string>): SqsQueue => {
    const arn = `arn:aws:sqs:${region}:${ACCOUNT}:${name}`;
    const existing = store.getQueueByArn(arn);
    if (!existing) return store.createQueue(name, name, arn, attributes);
    existing.setAttributes(attributes);
    return existing;
  };
  for (const { name, visibilitySeconds, maxReceives } of definitions) {
    const dead = define(`${name}-dead`, { MessageRetentionPeriod: FOURTEEN_DAYS });
    define(name, {
      MessageRetentionPeriod: FOURTEEN_DAYS,
      VisibilityTimeout: String(visibilitySeconds),
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: maxReceives }),
    });
  }
  return { store, close: () => persistence.close() };
}

class Persistence extends PersistenceManager {
  readonly #database: DatabaseSync;

  constructor(dir: string) {
    super(dir);
    this.#database = new DatabaseSync(path.join(dir, "fauxqs.db"));
  }

  /** The inherited one clears the receive count as well, which the table refuses, and so loses the message. */
  override updateMessageReady(messageId: string): void {
    this.#database
      .prepare("update sqs_messages set receipt_handle = null, visibility_deadline = null where message_id = ?")
      .run(messageId);
  }

  override close(): void {
    this.#database.close();
    super.close();
  }
}
