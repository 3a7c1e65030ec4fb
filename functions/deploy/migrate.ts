import { join } from "node:path";
import { ensureLogin, type Login } from "#core/kernel/logins.ts";
import { migrate, readMigrations } from "#core/kernel/migrate.ts";
import { functions } from "../manifest.ts";
import { readConfig } from "../runtime/config.ts";
import { readSecrets } from "../runtime/secrets.ts";
import { customResource } from "./custom-resource.ts";
import { asOwner } from "./owner-session.ts";
import { namesIn } from "./release.ts";

const { needs } = functions.migrate;

/** Beside the bundle. */
const packaged = join(import.meta.dirname, "migrations");

export interface MigrationStep {
  environment: Readonly<Record<string, string | undefined>>;
  /** drizzle-kit's folder. */
  migrations: string;
}

/** Gives the database its login and its tables, before anything that needs them goes live. */
export function migrationStep({ environment, migrations }: MigrationStep) {
  const hidden = new Set<string>();
  return customResource({
    id: "database",
    async run({ OldResourceProperties }, signal) {
      // Read here, so that what is missing reaches whoever deploys.
      const config = readConfig({ ...environment, ...(await readSecrets(environment, needs.secrets)) }, needs);
      const login = loginIn(config.DATABASE_URL.reveal());
      for (const url of [config.DATABASE_URL, config.DATABASE_OWNER_URL]) {
        hidden.add(url.reveal()).add(loginIn(url.reveal()).password);
      }
      const known = await readMigrations(migrations);
      const knownElsewhere = namesIn(OldResourceProperties.Migrations);
      await asOwner(config, signal, async (session) => {
        await ensureLogin(session, login);
        await migrate(session, known, { knownElsewhere });
      });
    },
    reasonOf(error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [...hidden].reduce((text, secret) => text.replaceAll(secret, "[redacted]"), reason);
    },
  });
}

function loginIn(url: string): Login {
  const { username, password } = new URL(url);
  if (username === "" || password === "") throw new Error("A database's address names its login and its password.");
  return { name: decodeURIComponent(username), password: decodeURIComponent(password) };
}

export const handler = migrationStep({ environment: process.env, migrations: packaged });
