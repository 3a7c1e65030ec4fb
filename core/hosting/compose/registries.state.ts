/** The images that nodes build: all that compose apps can run on. */
export const platformImages = [
  "localhost/rookery/mariadb11:1",
  "localhost/rookery/node20:1",
  "localhost/rookery/php84:1",
  "localhost/rookery/postgresql17:1",
  "localhost/rookery/python313:1",
  "localhost/rookery/static:2",
  "localhost/rookery/valkey8:1",
] as const;

/** What holds for every compose file here, whatever its plan. */
export const composeImages = { registries: ["localhost/rookery"], images: platformImages, builds: false } as const;
