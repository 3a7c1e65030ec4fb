/** How a node makes an image of an app's files: by a text of ours, or by a Dockerfile of theirs. */
export type Recipe = { containerfile: string } | { dockerfile: string };

/** A command of the customer's, run by a shell of the build's own: as a list it ends where it ends, and no word of it is read by the builder. */
export const runs = (command: string): string => `RUN ${JSON.stringify(["sh", "-c", command])}`;

/** What Node.js of today builds with. */
export const nodeBuilder = "localhost/rookery/node20-build:1";

/**
 * Lays an app into `folder`, with the packages that its package.json asks for, and runs `then` there. What was downloaded once is kept
 * for the account's next build.
 */
export const withNodePackages = (builder: string, folder: string, then: string): string => `FROM ${builder} AS build
WORKDIR ${folder}
COPY . .
RUN --mount=type=cache,target=/var/cache/npm if [ -f package-lock.json ]; then npm ci; elif [ -f package.json ]; then npm install; fi
${then}`;

/** The platform's own images that a recipe begins with. */
export const imagesOf = (recipe: Recipe): string[] =>
  "dockerfile" in recipe ? [] : [...recipe.containerfile.matchAll(/^FROM (\S+)/gm)].flatMap(([, image = ""]) => image);
