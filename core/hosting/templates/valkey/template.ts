import { z } from "zod";
import { containerStack } from "../../container.ts";
import { addOn } from "../../template.ts";

const images = { "8": "localhost/rookery/valkey8:1" } as const;

const parameters = z.object({
  version: z.enum(["8"]).default("8").meta({ title: "Valkey version" }),
  use: z.enum(["store", "cache"]).default("store").meta({
    title: "Use",
    description:
      "A store keeps everything and refuses more when it is full; a cache forgets what was used longest ago.",
  }),
});

export const template = addOn({
  name: "valkey",
  title: "Valkey",
  summary: "Keys and values in memory, for whatever expects Redis.",
  memoryMb: 32,
  parameters,
  image: ({ version }) => images[version],
  port: 6379,
  environment: (password) => ({
    VALKEY_HOST: "valkey",
    VALKEY_PORT: "6379",
    VALKEY_PASSWORD: password.reveal(),
    VALKEY_URL: `redis://:${encodeURIComponent(password.reveal())}@valkey:6379/0`,
  }),
  render: ({ stack, service, limits, parameters: { version, use }, secrets }) =>
    containerStack({
      ...{ stack, service, limits, secrets },
      name: "valkey",
      image: images[version],
      environment: { MEMORY_MB: String(limits.memoryMb), KEEP: use === "store" ? "yes" : "no" },
      volumes: { "/var/lib/valkey": "valkey" },
    }),
});
