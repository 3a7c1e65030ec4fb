import { z } from "zod";
import { containerStack } from "../../container.ts";
import { withNodePackages } from "../../containerfile.ts";
import { app } from "../../template.ts";
import { packaged, versionChoice } from "../../version.ts";
import { welcomePage } from "../../welcome-page.ts";

const versions = {
  "20": packaged({ image: "node20:1", builder: "node20-build:1", byMakers: "2026-04-30", debian: "trixie" }),
  "18": packaged({ image: "node18:1", builder: "node18-build:1", byMakers: "2025-04-30", debian: "bookworm" }),
};

const parameters = z.object({
  version: versionChoice("Node.js", versions),
  command: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\w@%+=:,./-]+(?: +[\w@%+=:,./-]+)*$/, "A program and its arguments, without quotes: node server.js")
    .default("node server.js")
    .meta({ title: "Command", description: "Starts the server, in the app's folder. It listens on $PORT." }),
  healthPath: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,199}$/, "A path that begins with a slash.")
    .default("/")
    .meta({ title: "Health path", description: "Answers when the app works." }),
});

export const template = app({
  name: "node",
  title: "Node.js",
  summary: "A server of your own in JavaScript.",
  memoryMb: 96,
  parameters,
  secrets: [],
  image: ({ version }) => versions[version].image,
  variables: () => ({ HOST: "0.0.0.0", PORT: "8080" }),
  build: ({ version }) => ({
    containerfile: `${withNodePackages(versions[version].builder, "/app", "RUN if [ -f package.json ]; then npm run build --if-present && npm prune --omit=dev; fi")}
FROM ${versions[version].image}
COPY --from=build /app/ /app/
`,
  }),
  render: ({ image, parameters: { version, command, healthPath }, ...context }) =>
    containerStack({
      ...context,
      name: "web",
      image: image ?? versions[version].image,
      command: command.split(/ +/),
      volumes: { "/data": "data" },
      init: true,
      healthPath,
      ...(image === undefined && { folders: { "/app": "app" }, seed: { "app/server.js": server(context.host) } }),
    }),
});

const server = (host: string): string => `const { createServer } = require("node:http");

const page = ${JSON.stringify(welcomePage(host, "Node.js VERSION."))}.replace("VERSION", process.version);

const server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end(page);
});
server.listen(process.env.PORT, process.env.HOST);
process.on("SIGTERM", () => server.close(() => process.exit(0)));
`;
