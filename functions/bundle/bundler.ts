import { join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { leavingOut } from "./left-out.ts";

export interface Bundling {
  root: string;
  /** Modules by the name of what is made of them. */
  input: Readonly<Record<string, string>>;
  outDir: string;
  /** Small enough to be deployed; as it was written where it is to be read. */
  minify: boolean;
}

/** The one way from sources to what runs: here and on AWS. */
export async function bundle({ root, input, outDir, minify }: Bundling): Promise<void> {
  const build = await rolldown({
    cwd: root,
    input: { ...input },
    platform: "node",
    // As modules, so that what nobody uses of them can be left out.
    resolve: {
      mainFields: ["module", "main"],
      alias: { yaml: join(import.meta.dirname, "../../node_modules/yaml/browser/dist/index.js") },
    },
    // Loading a module of ours does nothing but define: those of which a function uses nothing are left out.
    treeshake: {
      moduleSideEffects: [{ test: /\/(core|functions)\/[^:]+\.ts$/, sideEffects: false }],
      // Nor does a table, of which a function that never asks for it knows nothing.
      manualPureFunctions: ["pgTable"],
    },
    transform: {
      target: "node24",
      // CommonJS packages ask for these, which a module does not have.
      define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
    },
    // Native parts of ssh2 that it does without.
    external: [/\.node$/, "cpu-features"],
    plugins: [leavingOut(), withoutOrphans()],
  });
  try {
    await build.write({
      dir: outDir,
      format: "esm",
      entryFileNames: "[name].mjs",
      chunkFileNames: "[name]-[hash].mjs",
      minify,
      comments: !minify,
      sourcemap: true,
      sourcemapExcludeSources: true,
    });
  } finally {
    await build.close();
  }
}

/** What is loaded later gets a chunk even where the code that would load it was left out. */
const withoutOrphans = (): Plugin => ({
  name: "without-orphans",
  generateBundle(_options, bundle) {
    const reached = new Set<string>();
    const reach = (file: string): void => {
      const chunk = bundle[file];
      if (reached.has(file) || chunk?.type !== "chunk") return;
      reached.add(file);
      for (const next of [...chunk.imports, ...chunk.dynamicImports.filter((name) => chunk.code.includes(name))]) {
        reach(next);
      }
    };
    for (const [file, chunk] of Object.entries(bundle)) if (chunk.type === "chunk" && chunk.isEntry) reach(file);
    for (const [file, chunk] of Object.entries(bundle)) {
      if (chunk.type !== "chunk" || reached.has(file)) continue;
      delete bundle[file];
      delete bundle[`${file}.map`];
    }
  },
});
