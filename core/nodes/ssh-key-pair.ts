import { generateKeyPairSync, randomBytes } from "node:crypto";

export interface SshKeyPair {
  /** As in authorized_keys, with its comment. */
  public: string;
  /** In OpenSSH's own format, without a pass phrase. */
  private: string;
}

const kind = "ssh-ed25519";
const lineLength = 70;
const blockBytes = 8;

/**
 * A new ed25519 key in the formats of OpenSSH (its PROTOCOL.key). Written here because one in two hundred keys of ssh2's
 * own generator (1.17) is one that no reader accepts.
 */
export function newSshKeyPair(comment: string): SshKeyPair {
  const { d, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  const [seed, point] = [Buffer.from(d ?? "", "base64url"), Buffer.from(x ?? "", "base64url")];
  const publicBlob = Buffer.concat([field(kind), field(point)]);
  const check = randomBytes(4);
  const body = [check, check, field(kind), field(point), field(Buffer.concat([seed, point])), field(comment)];
  const unencrypted = padded(Buffer.concat(body));
  const file = Buffer.concat([
    Buffer.from("openssh-key-v1\0"),
    ...[field("none"), field("none"), field("")],
    count(1),
    field(publicBlob),
    field(unencrypted),
  ]);
  const lines = file.toString("base64").match(new RegExp(`.{1,${lineLength}}`, "g")) ?? [];
  return {
    public: `${kind} ${publicBlob.toString("base64")} ${comment}`,
    private: ["-----BEGIN OPENSSH PRIVATE KEY-----", ...lines, "-----END OPENSSH PRIVATE KEY-----", ""].join("\n"),
  };
}

function count(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function field(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([count(bytes.length), bytes]);
}

function padded(bytes: Buffer): Buffer {
  const missing = (blockBytes - (bytes.length % blockBytes)) % blockBytes;
  return Buffer.concat([bytes, Buffer.from(Array.from({ length: missing }, (_, at) => at + 1))]);
}
