import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app } from "../../template.ts";
import { welcomePage } from "../../welcome-page.ts";

/** One container that serves the site's own folder, with nothing writable but memory. */
export const template = app({
  name: "static",
  title: "Static site",
  summary: "HTML, CSS, scripts and pictures, served as they are.",
  memoryMb: 16,
  takesCode: true,
  parameters: z.object({}),
  secrets: [],
  image: () => "localhost/rookery/static:2",
  render: ({ image, environment: _, ...context }) =>
    containerStack({
      ...context,
      name: "web",
      image: image ?? "localhost/rookery/static:2",
      ...(image === undefined && {
        folders: { "/srv/www": "www" },
        seed: { "www/index.html": welcomePage(context.host) },
      }),
    }),
});
