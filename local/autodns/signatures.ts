import { createSocket } from "node:dgram";
import { once } from "node:events";

const rrsig = 46;

/** What of an answer about a name's SOA record is signed, as a resolver sees it that asks for signatures (RFC 4035). */
export async function signaturesAt(port: number, zone: string): Promise<number> {
  const socket = createSocket("udp4");
  try {
    socket.send(questionFor(zone), port, "127.0.0.1");
    const [answer] = (await once(socket, "message", { signal: AbortSignal.timeout(10_000) })) as [Buffer];
    return typesIn(answer).filter((type) => type === rrsig).length;
  } finally {
    socket.close();
  }
}

const nameOf = (zone: string) =>
  Buffer.concat([...zone.split(".").map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.of(0)]);

/** One question, and an OPT record (RFC 6891) that says that signatures are understood. */
function questionFor(zone: string): Buffer {
  const head = Buffer.from([0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  const question = Buffer.concat([nameOf(zone), Buffer.from([0, 6, 0, 1])]);
  const signaturesUnderstood = [0x80, 0];
  const options = Buffer.from([0, 0, 41, 0x10, 0, 0, 0, ...signaturesUnderstood, 0, 0]);
  return Buffer.concat([head, question, options]);
}

/** Of each record in the answer section. */
function typesIn(message: Buffer): number[] {
  let at = 12;
  const skipName = () => {
    for (;;) {
      const length = message.readUInt8(at);
      at += length >= 0xc0 ? 2 : length + 1;
      if (length === 0 || length >= 0xc0) return;
    }
  };
  skipName();
  at += 4;
  return Array.from({ length: message.readUInt16BE(6) }, () => {
    skipName();
    const type = message.readUInt16BE(at);
    at += 10 + message.readUInt16BE(at + 8);
    return type;
  });
}
