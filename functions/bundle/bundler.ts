import { rolldown } from "rolldown";
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
    resolve: { mainFields: ["module", "main"] },
    // Loading a module of ours does nothing but define: those of which a function uses nothing are left out.
    treeshake: { moduleSideEffects: [{ test: /\/(core|functions)\/[^:]+\.ts$/, sideEffects: false }] },
    transform: {
      target: "node24",
      // CommonJS packages ask for these, which a module does not have.
      define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
    },
    // Native parts of ssh2 that it does without.
    external: [/\.node$/, "cpu-features"],
    plugins: [leavingOut()],
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
