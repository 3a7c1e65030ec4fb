import { createSocket } from "node:dgram";
import { once } from "node:events";

export interface ResolverOptions {
  /** Names whose address is this machine's. */
  leadsHere: (name: string) => boolean;
  /** Answers everything else; without it there is nothing else. */
  nameServerPort?: number | undefined;
}

const headerBytes = 12;
const typeA = 1;
const here = [127, 0, 0, 1];
const patienceMs = 5_000;

/** DNS on a port of 127.0.0.1, by UDP: names that lead to this machine, and the zones of a name server beside it. */
export async function startResolver({ leadsHere, nameServerPort }: ResolverOptions) {
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => {
    const asked = questionOf(question);
    if (!asked) return;
    const reply = (answer: Uint8Array) => socket.send(answer, from.port, from.address);
    if (leadsHere(asked.name)) reply(answerTo(question, asked, asked.type === typeA ? [here] : []));
    else if (nameServerPort === undefined) reply(answerTo(question, asked, [], nameError));
    else passOn(question, nameServerPort, reply);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    port: socket.address().port,
    stop: () => new Promise<void>((resolve) => socket.close(() => resolve())),
  };
}

interface Question {
  name: string;
  type: number;
  /** Where the question ends; what follows, such as EDNS, is not answered. */
  end: number;
}

function questionOf(message: Buffer): Question | undefined {
  const labels: string[] = [];
  let at = headerBytes;
  try {
    for (let length = message.readUInt8(at); length > 0; length = message.readUInt8(at)) {
      labels.push(message.toString("latin1", at + 1, at + 1 + length));
      at += 1 + length;
    }
    return { name: labels.join(".").toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
  } catch {
    return undefined;
  }
}

const nameError = 3;

/** As one who answers for the name and asks others, too. */
function answerTo(question: Buffer, { end }: Question, addresses: readonly number[][], code = 0): Buffer {
  const header = Buffer.alloc(headerBytes);
  question.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8580 | code, 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(addresses.length, 6);
  // The name is the question's; class IN, a minute, four bytes.
  const records = addresses.map((address) =>
    Buffer.from([0xc0, headerBytes, 0, typeA, 0, 1, 0, 0, 0, 60, 0, 4, ...address]),
  );
  return Buffer.concat([header, question.subarray(headerBytes, end), ...records]);
}

function passOn(question: Buffer, port: number, reply: (answer: Uint8Array) => void): void {
  const upstream = createSocket("udp4");
  const timer = setTimeout(() => upstream.close(), patienceMs);
  upstream.once("message", (answer) => {
    clearTimeout(timer);
    upstream.close();
    reply(answer);
  });
  upstream.once("error", () => undefined);
  upstream.send(question, port, "127.0.0.1");
}
