import { parseAllDocuments } from "yaml";
import { type LintOptions, lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { type Measurement, quantile, timesOf } from "./measurement.ts";

const options: LintOptions = {
  builds: true,
  registries: ["docker.io"],
  plan: { name: "Bench", memoryMb: 4096, cpus: 4, processes: 1000 },
  variables: { APP_ENV: "production" },
};

/** 500 lines, of which each is read: an editor asks after every key. */
const file = [
  "services:",
  ...Array.from({ length: 19 }, (_, at) => [
    `  s${at}:`,
    `    image: docker.io/shop/part-${at}:1.2.3`,
    `    expose: [${at === 0 ? 8080 : ""}]`,
    "    environment:",
    ...Array.from({ length: 16 }, (_, name) => `      KEY_${name}: \${APP_ENV:-none} and more`),
    "    volumes: [data:/data]",
    `    depends_on: [${at === 0 ? "" : "s0"}]`,
    "    healthcheck:",
    `      test: ["CMD", "true"]`,
    "      interval: 10s",
    "    mem_limit: 64m",
  ]).flat(),
  "volumes:",
  "  data:",
].join("\n");

export async function bench(): Promise<Measurement[]> {
  const lint = async () => {
    if (!lintCompose(file, options).app) throw new Error("the file must pass");
  };
  const parse = async () => parseAllDocuments(file, { prettyErrors: false });
  await timesOf(50, lint);
  await timesOf(50, parse);
  const [linted, parsed] = [quantile(await timesOf(200, lint), 0.5), quantile(await timesOf(200, parse), 0.5)];
  return [
    {
      name: `a compose file of ${file.split("\n").length} lines linted`,
      value: linted,
      unit: "ms",
      floor: { name: "its YAML read", value: parsed },
      target: { of: "value", atMost: 20 },
    },
  ];
}
