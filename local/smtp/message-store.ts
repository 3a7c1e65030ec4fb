import { mkdirSync } from "node:fs";
import path from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

export interface Message {
  id: number;
  receivedAt: string;
  /** As the envelope says, which is where a message really came from and went to. */
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string | null;
}

export interface Selection {
  to?: string | undefined;
  before?: number | undefined;
  limit?: number | undefined;
}

const SCHEMA = `
  create table if not exists message (
    id integer primary key autoincrement,
    received_at text not null,
    mail_from text not null,
    recipients text not null,
    subject text not null,
    text text not null,
    html text,
    source blob not null
  )`;

/** The newest `keep` messages, on disk. */
export class MessageStore {
  readonly #database: DatabaseSync;
  readonly #keep: number;

  constructor(dir: string, keep: number) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#database = new DatabaseSync(path.join(dir, "mail.db"));
    this.#database.exec("pragma journal_mode = wal; pragma synchronous = normal; pragma auto_vacuum = incremental");
    this.#database.exec(SCHEMA);
    this.#keep = keep;
  }

  add(message: Omit<Message, "id">, source: Buffer): number {
    const { receivedAt, from, to, subject, text, html } = message;
    const { lastInsertRowid } = this.#database
      .prepare(
        "insert into message (received_at, mail_from, recipients, subject, text, html, source) values (?, ?, ?, ?, ?, ?, ?)",
      )
      .run(receivedAt, from, JSON.stringify(to), subject, text, html, source);
    const id = Number(lastInsertRowid);
    this.#database.prepare("delete from message where id <= ?").run(id - this.#keep);
    this.#database.exec("pragma incremental_vacuum");
    return id;
  }

  /** Newest first. */
  list({ to, before = Number.MAX_SAFE_INTEGER, limit = 100 }: Selection): Message[] {
    return this.#database
      .prepare(
        `select * from message
         where id < ? and (? is null or exists (select 1 from json_each(recipients) as one where lower(one.value) = lower(?)))
         order by id desc limit ?`,
      )
      .all(before, to ?? null, to ?? null, limit)
      .map(toMessage);
  }

  get(id: number): Message | undefined {
    const row = this.#database.prepare("select * from message where id = ?").get(id);
    return row && toMessage(row);
  }

  source(id: number): Buffer | undefined {
    const row = this.#database.prepare("select source from message where id = ?").get(id);
    return row?.source instanceof Uint8Array ? Buffer.from(row.source) : undefined;
  }

  clear(): void {
    this.#database.exec("delete from message; pragma incremental_vacuum");
  }

  close(): void {
    this.#database.close();
  }
}

function toMessage(row: Record<string, SQLOutputValue>): Message {
  return {
    id: Number(row.id),
    receivedAt: String(row.received_at),
    from: String(row.mail_from),
    to: JSON.parse(String(row.recipients)),
    subject: String(row.subject),
    text: String(row.text),
    html: row.html === null ? null : String(row.html),
  };
}
