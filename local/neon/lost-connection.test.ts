import { afterAll, beforeAll, expect, test } from "vitest";
import { inbox } from "#core/kernel/kernel.sql.ts";
import { Secret } from "#core/kernel/secret.ts";
import { type TestDatabase, testDatabase } from "#core/kernel/test-db.ts";
import { neonDb } from "#functions/runtime/neon-db.ts";
import { startNeonProxy } from "./neon-proxy.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const proxyTo = (url: string) => {
  const { hostname, port } = new URL(url);
  return startNeonProxy({ postgres: { host: hostname, port: Number(port) } });
};

test.each([
  ["a change", false],
  ["a read", true],
])("a connection lost in the middle of %s fails that alone, and the function lives on", async (_, readOnly) => {
  const proxy = await proxyTo(database.url);
  const db = neonDb({ DATABASE_URL: new Secret(database.url), NEON_PROXY: proxy.address });
  const lost = db.transaction(
    { role: "platform" },
    async (tx) => {
      await proxy.stop();
      return tx.select().from(inbox);
    },
    { readOnly },
  );
  await expect(lost).rejects.toThrow();
  void db.end();
});
