import { createPublicKey, generateKeyPairSync, randomBytes, X509Certificate } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { acmeAuthority } from "#core/certificates/acme/authority.ts";
import { httpsCall } from "#core/certificates/acme/https-call.ts";
import { keyAuthorization } from "#core/certificates/acme/json-signature.ts";
import { renewalIdOf } from "#core/certificates/acme/renewal-id.ts";
import { signingRequest } from "#core/certificates/acme/signing-request.ts";
import type { AcmeAccount, AcmeOrder } from "#core/certificates/ports.ts";
import { Secret } from "#core/kernel/secret.ts";
import { closeServer, listenOnLoopback } from "../platform/loopback-server.ts";
import { type LocalAuthority, pebbleIsHere, startPebble } from "./pebble.ts";

const newKey = () => generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;

describe.skipIf(!pebbleIsHere())("an authority as it is, which refuses every third nonce", () => {
  const answers = new Map<string, string>();
  const site = createServer((request, response) => {
    const answer = answers.get(`${request.headers.host?.split(":")[0]}${request.url}`);
    response.statusCode = answer === undefined ? 404 : 200;
    response.end(answer);
  });
  let dir: string;
  let pebble: LocalAuthority;
  let account: AcmeAccount;
  const authority = () =>
    acmeAuthority({ directory: pebble.directory, call: httpsCall({ authority: pebble.authority }) });

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "rookery-acme-"));
    const httpPort = await listenOnLoopback(site);
    const leadsHere = (name: string) => name.endsWith(".shop.example");
    pebble = await startPebble({ dir, httpPort, leadsHere, noncesRefused: 33 });
    const key = newKey();
    account = { key, url: await authority().register(key) };
  });
  afterAll(async () => {
    await pebble.stop();
    await closeServer(site);
    await rm(dir, { recursive: true });
  });

  async function until(url: string, ended: (order: AcmeOrder) => boolean): Promise<AcmeOrder> {
    for (;;) {
      const order = await authority().readOrder(account, url);
      if (ended(order)) return order;
      await new Promise((next) => setTimeout(next, 50));
    }
  }

  async function prove(order: AcmeOrder, answerOf: (token: string) => string): Promise<void> {
    for (const url of order.authorizations) {
      const { name, challenges, status } = await authority().readAuthorization(account, url);
      const challenge = challenges.find(({ type }) => type === "http-01");
      if (!challenge || status !== "pending") continue;
      answers.set(`${name}/.well-known/acme-challenge/${challenge.token}`, answerOf(challenge.token));
      await authority().answerChallenge(account, challenge.url);
    }
  }

  test("issues for names that answer, to whoever goes on with nothing but the order's address", async () => {
    const names = ["a.shop.example", "b.shop.example"];
    const { url } = await authority().order(account, names);
    await prove(await authority().readOrder(account, url), (token) => keyAuthorization(token, account.key));
    const ready = await until(url, ({ status }) => status !== "pending");
    expect(ready).toMatchObject({ status: "ready" });
    const key = newKey();
    await authority().finalize(account, ready, signingRequest(key, createPublicKey(key), names));
    const { status, certificate = "" } = await until(url, (order) => order.status === "valid");
    expect(status).toBe("valid");
    const chain = await authority().download(account, certificate);
    const leaf = new X509Certificate(chain);
    expect(leaf.checkPrivateKey(key)).toBe(true);
    for (const name of names) expect(leaf.checkHost(name)).toBe(name);
    expect(renewalIdOf(chain)).toMatch(/^[\w-]{20,}\.[\w-]{10,}$/);
    // With the zero that keeps a number above zero, as the certificate has it.
    const serial = leaf.serialNumber.replace(/^(?=[89A-F])/, "00");
    expect(renewalIdOf(chain).split(".")[1]).toBe(Buffer.from(serial, "hex").toString("base64url"));
  });

  test("says what it did not find", async () => {
    const { url } = await authority().order(account, ["c.shop.example"]);
    await prove(await authority().readOrder(account, url), () => "something else");
    const { authorizations } = await until(url, ({ status }) => status === "invalid");
    const { challenges } = await authority().readAuthorization(account, authorizations[0] ?? "");
    expect(challenges.find(({ error }) => error)).toMatchObject({ type: "http-01", error: { type: "unauthorized" } });
  });

  test("that has customers of its own takes accounts that they vouch for, and no others", async () => {
    const customer = { id: "studio-north", key: randomBytes(32).toString("base64url") };
    const theirs = await startPebble({ dir: `${dir}-bound`, httpPort: 1, leadsHere: () => false, customer });
    try {
      const call = httpsCall({ authority: theirs.authority });
      const registering = (key: string) =>
        acmeAuthority({
          ...{ directory: theirs.directory, call, binding: { id: customer.id, key: new Secret(key) } },
        }).register(newKey());
      expect(await registering(customer.key)).toMatch(/^https:/);
      const other = registering(randomBytes(32).toString("base64url"));
      await expect(other).rejects.toMatchObject({ name: "AcmeError" });
      const nobody = acmeAuthority({ directory: theirs.directory, call }).register(newKey());
      await expect(nobody).rejects.toMatchObject({ type: "externalAccountRequired" });
    } finally {
      await theirs.stop();
      await rm(`${dir}-bound`, { recursive: true });
    }
  });

  test("knows an account by its key, and refuses one that it does not know", async () => {
    expect(await authority().register(account.key)).toBe(account.url);
    const stranger = { key: newKey(), url: account.url };
    await expect(authority().order(stranger, ["a.shop.example"])).rejects.toMatchObject({ name: "AcmeError" });
  });
});
