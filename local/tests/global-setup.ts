import type { TestProject } from "vitest/node";
import { startTestDatabases } from "./test-databases.ts";

let databases: Awaited<ReturnType<typeof startTestDatabases>>;

export async function setup(project: TestProject): Promise<void> {
  databases = await startTestDatabases("migrations");
  project.provide("testDatabases", databases.url);
}

export const teardown = () => databases.stop();
