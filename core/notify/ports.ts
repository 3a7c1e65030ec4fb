export interface Message {
  /** Makes the Message-ID, so that a mail sent twice after a crash shows once in most mail programs. */
  id: string;
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** Throws `unavailable` when it is worth trying again, `conflict` (`mail.refused`) when the address was refused. */
  send(message: Message): Promise<void>;
}

declare module "../kernel/operation.ts" {
  interface Ports {
    mailer: Mailer;
  }
}
