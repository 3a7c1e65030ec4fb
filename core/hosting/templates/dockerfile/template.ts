import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app } from "../../template.ts";
import { welcomePage } from "../../welcome-page.ts";

const own = "localhost/rookery/static:2";

const parameters = z.object({
  path: z
    .string()
    .max(200)
    .regex(
      /^(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+][A-Za-z0-9._@+-]*(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._@+][A-Za-z0-9._@+-]*)*$/,
      "A file of the code, such as Dockerfile or docker/web.Dockerfile.",
    )
    .default("Dockerfile")
    .meta({ title: "Dockerfile", description: "Where it is in the code." }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(8080)
    .meta({ title: "Port", description: "The app listens on it, in its container." }),
  healthPath: z
    .string()
    .regex(/^(?:\/[\x21-\x7e]{0,199})?$/, "A path that begins with a slash.")
    .default("/")
    .meta({ title: "Health path", description: "Answers when the app works. Empty: what the Dockerfile itself asks." }),
});

/** Whatever its Dockerfile makes of it: Go, Rust, Java. Until that is built there is a page to look at. */
export const template = app({
  name: "dockerfile",
  title: "Dockerfile",
  summary: "Code in any language that brings a Dockerfile.",
  memoryMb: 32,
  parameters,
  secrets: [],
  image: () => own,
  build: ({ path }) => ({ dockerfile: path }),
  variables: ({ port }) => ({ PORT: String(port) }),
  render: ({ image, parameters: { port: containerPort, healthPath }, ...context }) =>
    image === undefined
      ? containerStack({
          ...context,
          ...{ name: "web", image: own, folders: { "/srv/www": "www" } },
          seed: { "www/index.html": welcomePage(context.host) },
        })
      : containerStack({
          ...context,
          ...{ name: "web", image, containerPort, foreign: true },
          ...(healthPath !== "" && { healthPath }),
        }),
});
