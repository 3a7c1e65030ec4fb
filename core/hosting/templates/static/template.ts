import { z } from "zod";
import { containerStack } from "../../container.ts";
import { nodeBuilder, runs, withNodePackages } from "../../containerfile.ts";
import { app } from "../../template.ts";
import { welcomePage } from "../../welcome-page.ts";

const own = "localhost/rookery/static:2";

const parameters = z.object({
  buildCommand: z
    .string()
    .trim()
    .max(500)
    .regex(/^[\x20-\x7e]*$/, "One line, such as npm run build.")
    .default("")
    .meta({
      title: "Build command",
      description: "Makes the pages, by Node.js: npm run build. Empty: they are there already.",
    }),
  publish: z
    .string()
    .max(200)
    .regex(/^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)?$/, "A folder, such as dist.")
    .default("")
    .meta({
      title: "Public folder",
      description: "The folder of the code that visitors see, where it is not all of it.",
    }),
});

/** One container that serves the site's own folder, with nothing writable but memory. */
export const template = app({
  name: "static",
  title: "Static site",
  summary: "HTML, CSS, scripts and pictures, served as they are.",
  memoryMb: 16,
  parameters,
  secrets: [],
  plain: true,
  image: () => own,
  build: ({ buildCommand, publish }) => ({
    containerfile: buildCommand
      ? `${withNodePackages(nodeBuilder, "/app", runs(buildCommand))}\nFROM ${own}\nCOPY --from=build /app/${publish} /srv/www/\n`
      : `FROM ${own}\nCOPY ./${publish} /srv/www/\n`,
  }),
  render: ({ image, environment: _, parameters: __, ...context }) =>
    containerStack({
      ...context,
      name: "web",
      image: image ?? own,
      ...(image === undefined && {
        folders: { "/srv/www": "www" },
        seed: { "www/index.html": welcomePage(context.host) },
      }),
    }),
});
