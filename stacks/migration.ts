import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CustomResource, Duration } from "aws-cdk-lib";
import { functions } from "#functions/manifest.ts";
import { createFunction, type Surroundings } from "./function.ts";
import type { Part } from "./part.ts";

/** Brings the database to the shape that this version wants. What goes live afterwards depends on this stack. */
export function createMigration(part: Part, surroundings: Surroundings) {
  const migrate = createFunction(part, "migrate", surroundings);
  new CustomResource(part.stack, "Migrations", {
    resourceType: "Custom::Migrations",
    serviceToken: migrate.functionArn,
    serviceTimeout: Duration.seconds(functions.migrate.timeoutSeconds + 60),
    // CloudFormation calls the function when this has changed.
    properties: { Migrations: hashOf("migrations") },
  });
  return { stack: part.stack, migrate };
}

/** Of the migrations in a folder. */
export function hashOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).toSorted()) {
    if (file.endsWith(".sql"))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(folder, file)))
        .update("\0");
  }
  return hash.digest("hex");
}
