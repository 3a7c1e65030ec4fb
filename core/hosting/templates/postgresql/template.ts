import { z } from "zod";
import { containerStack } from "../../container.ts";
import { addOn, databaseName } from "../../template.ts";

const images = { "17": "localhost/rookery/postgresql17:1" } as const;

export const template = addOn({
  name: "postgresql",
  title: "PostgreSQL",
  summary: "A PostgreSQL database beside the app.",
  memoryMb: 96,
  parameters: z.object({ version: z.enum(["17"]).default("17").meta({ title: "PostgreSQL version" }) }),
  image: ({ version }) => images[version],
  port: 5432,
  environment: (password) => ({
    POSTGRESQL_HOST: "postgresql",
    POSTGRESQL_PORT: "5432",
    POSTGRESQL_DATABASE: databaseName,
    POSTGRESQL_USER: databaseName,
    POSTGRESQL_PASSWORD: password.reveal(),
    POSTGRESQL_URL: `postgresql://${databaseName}:${encodeURIComponent(password.reveal())}@postgresql:5432/${databaseName}`,
  }),
  render: ({ stack, service, limits, parameters: { version }, secrets }) =>
    containerStack({
      ...{ stack, service, limits, secrets },
      name: "postgresql",
      image: images[version],
      environment: { MEMORY_MB: String(limits.memoryMb) },
      volumes: { "/var/lib/postgresql": "postgresql" },
    }),
});
