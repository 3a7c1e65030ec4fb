import { z } from "zod";
import { containerStack } from "../../container.ts";
import { addOn, databaseName } from "../../template.ts";

const images = { "11": "localhost/rookery/mariadb11:1" } as const;

export const template = addOn({
  name: "mariadb",
  title: "MariaDB",
  summary: "A MariaDB database beside the app, for whatever expects MySQL.",
  memoryMb: 160,
  parameters: z.object({ version: z.enum(["11"]).default("11").meta({ title: "MariaDB version" }) }),
  image: ({ version }) => images[version],
  port: 3306,
  environment: (password) => ({
    MARIADB_HOST: "mariadb",
    MARIADB_PORT: "3306",
    MARIADB_DATABASE: databaseName,
    MARIADB_USER: databaseName,
    MARIADB_PASSWORD: password.reveal(),
    MARIADB_URL: `mysql://${databaseName}:${encodeURIComponent(password.reveal())}@mariadb:3306/${databaseName}`,
  }),
  render: ({ stack, service, limits, parameters: { version }, secrets }) =>
    containerStack({
      ...{ stack, service, limits, secrets },
      name: "mariadb",
      image: images[version],
      environment: { MEMORY_MB: String(limits.memoryMb) },
      volumes: { "/var/lib/mysql": "mariadb" },
    }),
});
