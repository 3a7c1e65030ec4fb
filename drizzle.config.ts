import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "postgresql", schema: "./core/**/*.sql.ts", out: "./migrations", strict: true });
