import { SMTPServer, type SMTPServerAddress, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import type { MessageStore } from "./message-store.ts";

const MESSAGE_LIMIT_BYTES = 10 << 20;
const CLOSE_TIMEOUT_MS = 200;

/** Takes every message for anybody, except for recipients whose name says that it should not. */
export function smtpReceiver(store: MessageStore): SMTPServer {
  const receiver = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ["STARTTLS"],
    disableReverseLookup: true,
    size: MESSAGE_LIMIT_BYTES,
    closeTimeout: CLOSE_TIMEOUT_MS,
    onAuth: (_auth, _session, done) => done(null, { user: "anybody" }),
    onRcptTo: (recipient, _session, done) => done(refusalOf(recipient)),
    onData(stream, session, done) {
      receive(store, stream, session).then(
        (id) => done(null, `kept as ${id}`),
        (error: Error) => done(error),
      );
    },
  });
  // What a client does wrong, or a port in use: the one is told to the client, the other to who listens.
  receiver.on("error", () => {});
  return receiver;
}

function refusalOf({ address }: SMTPServerAddress): Error | undefined {
  if (address.startsWith("reject@")) return smtpError(550, "5.1.1 There is no such mailbox.");
  if (address.startsWith("defer@")) return smtpError(451, "4.2.0 This mailbox is busy, try again later.");
  return undefined;
}

async function receive(store: MessageStore, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<number> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk);
  if (stream.sizeExceeded) throw smtpError(552, "5.3.4 The message is too large.");
  const source = Buffer.concat(chunks);
  // Loaded with the first message: most starts of the platform never see one.
  const { simpleParser } = await import("mailparser");
  const { subject, text, html } = await simpleParser(source);
  const { mailFrom, rcptTo } = session.envelope;
  return store.add(
    {
      receivedAt: new Date().toISOString(),
      from: mailFrom ? mailFrom.address : "",
      to: rcptTo.map(({ address }) => address),
      subject: subject ?? "",
      text: text ?? "",
      html: html || null,
    },
    source,
  );
}

const smtpError = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });
