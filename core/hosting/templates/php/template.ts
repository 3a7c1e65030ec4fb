import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app } from "../../template.ts";
import { versionChoice } from "../../version.ts";
import { welcomePage } from "../../welcome-page.ts";
import { phpWorkers } from "../../workers.ts";
import { phpVersions } from "./versions.ts";

const parameters = z.object({
  version: versionChoice("PHP", phpVersions),
  documentRoot: z
    .string()
    .max(200)
    .regex(/^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*)?$/, "A folder, such as public.")
    .default("")
    .meta({ title: "Public folder", description: "The folder that visitors see, where it is not the whole site." }),
  healthPath: z
    .string()
    .regex(/^\/[\x21-\x7e]{0,199}$/, "A path that begins with a slash.")
    .optional()
    .meta({
      title: "Health path",
      description: "A page that answers when the site works. Without it, PHP itself is asked.",
    }),
});

export const template = app({
  name: "php",
  title: "PHP",
  summary: "PHP behind nginx, for your own code or a framework such as Laravel or Symfony.",
  memoryMb: 64,
  parameters,
  secrets: [],
  image: ({ version }) => phpVersions[version].image,
  variables: ({ documentRoot }, limits) => ({ DOCUMENT_ROOT: documentRoot, PHP_WORKERS: phpWorkers(limits) }),
  build: ({ version }) => ({
    containerfile: `FROM ${phpVersions[version].builder} AS build
WORKDIR /srv/www
COPY . .
RUN --mount=type=cache,target=/var/cache/composer if [ -f composer.json ]; then composer install --no-dev --prefer-dist --optimize-autoloader --no-progress; fi
FROM ${phpVersions[version].image}
COPY --from=build /srv/www/ /srv/www/
`,
  }),
  render({ image, parameters: { version, documentRoot, healthPath }, ...context }) {
    return containerStack({
      ...context,
      name: "web",
      image: image ?? phpVersions[version].image,
      volumes: { "/srv/data": "data" },
      healthPath,
      ...(image === undefined && {
        folders: { "/srv/www": "www" },
        seed: {
          [["www", documentRoot, "index.php"].filter(Boolean).join("/")]: welcomePage(
            context.host,
            "PHP <?= PHP_VERSION ?>.",
          ),
        },
      }),
    });
  },
});
