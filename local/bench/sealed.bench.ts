import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Keys } from "#core/kernel/data-key.ts";
import { KeyCache } from "#core/kernel/key-cache.ts";
import { open, seal } from "#core/kernel/sealed.ts";
import { Secret } from "#core/kernel/secret.ts";
import type { Measurement } from "./measurement.ts";

const ROUNDS = 7;
const PER_ROUND = 1000;

/** Sealing and opening 1 KB with a cached key; the floor is AES-256-GCM alone with a key, nonce and tag of its own. */
export async function bench(): Promise<Measurement[]> {
  const keys = cachedKeys();
  const text = "x".repeat(1024);
  const secret = new Secret(text);
  const scope = { kind: "account", id: "acc_01JD0000000000000000000001" } as const;
  const address = { table: "service", column: "env", rowId: "svc_01JD0000000000000000000002", scope };

  const sealing: number[] = [];
  const floors: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    sealing.push(await perCall(async () => void (await open(keys, address, await seal(keys, address, secret)))));
    floors.push(await perCall(async () => bareGcm(Buffer.from(text))));
  }
  const [value, floor] = [Math.min(...sealing), Math.min(...floors)];
  return [
    {
      name: "seal and open 1 KB, key cached",
      value,
      unit: "ms",
      floor: { name: "AES-256-GCM alone", value: floor },
      target: { of: "value", atMost: 0.2 },
    },
  ];
}

async function perCall(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  for (let call = 0; call < PER_ROUND; call++) await run();
  return (performance.now() - start) / PER_ROUND;
}

function bareGcm(plaintext: Buffer): void {
  const [key, nonce] = [randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(cipher.getAuthTag());
  Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString();
}

function cachedKeys(): Keys {
  const id = "dky_01JD0000000000000000000003";
  const cache = new KeyCache<undefined>({ capacity: 1, maxAgeSeconds: 3600, now: () => new Date() });
  cache.put(id, randomBytes(32), undefined);
  const cached = (): Uint8Array => {
    const hit = cache.get(id);
    if (!hit) throw new Error("the key must stay cached while it is measured");
    return hit.bytes;
  };
  return {
    withNewest: async (_scope, run) => run(cached(), id),
    withKey: async (_id, _scope, run) => run(cached()),
    preload: async () => {},
  };
}
