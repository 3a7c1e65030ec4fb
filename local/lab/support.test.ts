import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { labSupport } from "./support.ts";

const asNobody = (program: string, ...args: string[]) =>
  spawnSync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", program, ...args], { encoding: "utf8" });

test.skipIf(process.platform !== "linux" || process.getuid?.() !== 0)(
  "without root the reason is one plain sentence",
  () => {
    const script = `import { labSupport } from ${JSON.stringify(import.meta.resolve("./support.ts"))}; console.log(JSON.stringify(labSupport()));`;
    const { stdout } = asNobody(process.execPath, "--input-type=module", "-e", script);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      reason: "A lab node needs root: it makes namespaces and mounts of its own.",
    });
  },
);

test.skipIf(process.platform === "linux")("elsewhere than on Linux the reason says so", () => {
  expect(labSupport()).toEqual({ ok: false, reason: "A lab node needs Linux." });
});
