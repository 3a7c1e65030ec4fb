import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { inboxServer } from "./inbox.ts";
import { MessageStore } from "./message-store.ts";
import { smtpReceiver } from "./smtp-receiver.ts";

export interface SmtpOptions {
  dir: string;
  port?: number;
  inboxPort?: number;
  /** How many messages stay; older ones make room. */
  keep?: number;
}

export interface Smtp {
  /** For SMTP_URL. */
  url: string;
  port: number;
  /** The page for people; `${inboxUrl}/messages?to=` answers with JSON. */
  inboxUrl: string;
  inboxPort: number;
  stop(): Promise<void>;
}

/**
 * Keeps every message instead of delivering it.
 * Recipients called `reject@…` are refused for good (550), those called `defer@…` for now (451).
 */
export async function startSmtp({ dir, port = 0, inboxPort = 0, keep = 1000 }: SmtpOptions): Promise<Smtp> {
  refuseProduction("SMTP server");
  const store = new MessageStore(dir, keep);
  const receiver = smtpReceiver(store);
  const inbox = inboxServer(store);
  const stop = async () => {
    await Promise.all([new Promise<void>((resolve) => receiver.close(resolve)), closeServer(inbox)]);
    store.close();
  };
  try {
    const bound = await listenOnLoopback(receiver.server, port);
    const boundInbox = await listenOnLoopback(inbox, inboxPort);
    return {
      url: `smtp://127.0.0.1:${bound}`,
      port: bound,
      inboxUrl: `http://localhost:${boundInbox}`,
      inboxPort: boundInbox,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
