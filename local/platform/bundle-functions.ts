import { rolldown } from "rolldown";

interface Order {
  root: string;
  input: Record<string, string>;
  outDir: string;
}

const { root, input, outDir } = JSON.parse(process.argv[2] ?? "{}") as Order;

const bundle = await rolldown({
  cwd: root,
  input,
  platform: "node",
  transform: {
    target: "node24",
    // CommonJS packages ask for these, which a module does not have.
    define: { __dirname: "import.meta.dirname", __filename: "import.meta.filename" },
  },
  // Native parts of ssh2 that it does without.
  external: [/\.node$/, "cpu-features"],
});
await bundle.write({
  dir: outDir,
  format: "esm",
  entryFileNames: "[name].mjs",
  chunkFileNames: "[name]-[hash].mjs",
  sourcemap: true,
});
await bundle.close();
