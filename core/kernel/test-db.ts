import { inject } from "vitest";

declare module "vitest" {
  interface ProvidedContext {
    testDatabases: string;
  }
}

export interface TestDatabase {
  /** As the login `app`, which has to SET ROLE before it may do anything. */
  url: string;
  /** As `rookery_owner`, who made the tables. */
  ownerUrl: string;
  close(): Promise<void>;
}

/** A migrated database of its own for one test file; call it in beforeAll and `close` it in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const databases = inject("testDatabases");
  const made = await fetch(databases, { method: "POST" });
  if (!made.ok) throw new Error(await made.text());
  const { name, ...urls } = (await made.json()) as Omit<TestDatabase, "close"> & { name: string };
  return {
    ...urls,
    async close() {
      await fetch(`${databases}/${name}`, { method: "DELETE" });
    },
  };
}
