import { CustomResource, Duration } from "aws-cdk-lib";
import { migrationsIn } from "#functions/deploy/release.ts";
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
    // CloudFormation calls the function when these have changed.
    properties: { Migrations: migrationsIn("migrations"), SecretsGeneration: part.stage.secretsGeneration },
  });
  return { stack: part.stack };
}
