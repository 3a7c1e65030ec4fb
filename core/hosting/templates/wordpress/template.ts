import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app, databaseName, databasePassword } from "../../template.ts";
import { versionChoice } from "../../version.ts";
import { phpWorkers } from "../../workers.ts";
import { phpVersions } from "../php/versions.ts";

const keys = "wordpress-keys";
const versions = {
  "8.4": { ...phpVersions["8.4"], image: "localhost/rookery/wordpress:2" },
  "8.2": { ...phpVersions["8.2"], image: "localhost/rookery/wordpress-php82:1" },
};

/** The program belongs to the image; themes, plugins and uploads to the site. */
export const template = app({
  name: "wordpress",
  title: "WordPress",
  summary: "WordPress with its database, ready to be set up in the browser.",
  memoryMb: 128,
  parameters: z.object({ php: versionChoice("PHP", versions) }),
  addOns: ["mariadb"],
  secrets: [databasePassword, keys],
  image: ({ php }) => versions[php].image,
  variables: (_, limits) => ({
    DATABASE_HOST: "mariadb",
    DATABASE_NAME: databaseName,
    DATABASE_USER: databaseName,
    PHP_WORKERS: phpWorkers(limits),
  }),
  render: ({ parameters: { php }, ...context }) =>
    containerStack({
      ...context,
      name: "web",
      image: context.image ?? versions[php].image,
      volumes: { "/srv/data": "data", "/srv/www/wp-content": "content" },
      early: true,
    }),
});
