import { join } from "node:path";
import { compressTree } from "../lambda/brotli-file.ts";
import { cachedBuild } from "./build-cache.ts";
import { runBuilder } from "./builder-process.ts";

/** What ends up in the build. Types that web/ takes from elsewhere leave nothing behind. */
const sources = ["package-lock.json", "web/*.{html,ts,json}", "web/{src,public}/**/*", "core/**/*.state.ts"];

/** The folder of a web build that fits the sources. */
export function webBuild(root: string): Promise<string> {
  return cachedBuild({
    root,
    sources,
    cache: join(root, ".cache/web"),
    async build(outDir) {
      const vite = join(root, "node_modules/vite/bin/vite.js");
      const config = ["--config", "web/vite.config.ts", "--outDir", outDir, "--logLevel", "warn"];
      await runBuilder("The web interface", root, [vite, "build", ...config]);
      await compressTree(outDir);
    },
  });
}
