import { z } from "zod";
import { containerStack } from "../../container.ts";
import { app, databaseName, databasePassword } from "../../template.ts";
import { phpWorkers } from "../../workers.ts";

const keys = "wordpress-keys";
const own = "localhost/rookery/wordpress:2";

/** The program belongs to the image; themes, plugins and uploads to the site. */
export const template = app({
  name: "wordpress",
  title: "WordPress",
  summary: "WordPress with its database, ready to be set up in the browser.",
  memoryMb: 128,
  parameters: z.object({}),
  addOns: ["mariadb"],
  secrets: [databasePassword, keys],
  image: () => own,
  variables: (_, limits) => ({
    DATABASE_HOST: "mariadb",
    DATABASE_NAME: databaseName,
    DATABASE_USER: databaseName,
    PHP_WORKERS: phpWorkers(limits),
  }),
  render: (context) =>
    containerStack({
      ...context,
      name: "web",
      image: context.image ?? own,
      volumes: { "/srv/data": "data", "/srv/www/wp-content": "content" },
    }),
});
