import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { labCache } from "./lab.ts";
import { run } from "./support.ts";
import type { TestLab } from "./test-lab.ts";

const golang = resolve(import.meta.dirname, "../../node-bootstrap/test/golang/Containerfile");
const base = resolve(import.meta.dirname, "../../node-bootstrap/lab/base.sh");

/** What a Dockerfile may begin with beside debian:trixie-slim, which every lab node has: docker.io's golang:1.24-trixie, seen by all users of the node. */
export async function layGolang({ lab, dir, operator }: TestLab): Promise<void> {
  const made = createHash("sha256")
    .update(await readFile(golang))
    .update(await readFile(base));
  const cached = join(labCache(), `image-public-golang-${made.digest("hex").slice(0, 16)}.tar`);
  const inside = (script: string) => lab.inside("bash", ["-ec", `. /usr/local/lib/rookery/lib/images.sh; ${script}`]);
  await inside(
    `mkdir -p $contexts/golang; echo 1 > $contexts/golang/VERSION; cp /home/test/golang/Containerfile $contexts/golang/`,
  );
  if (existsSync(cached)) {
    await run("cp", [cached, join(dir, "home/golang-1.tar")]);
    await inside("mv /home/golang-1.tar /var/lib/rookery/base/");
  }
  const input = { name: "golang", waitSeconds: 20 };
  while (
    ((await operator.primitive("image-ensure", input, { timeoutSeconds: 60 })) as { state: string }).state !== "ready"
  );
  if (!existsSync(cached)) {
    await inside("in_store save -q -o /home/golang.tar localhost/rookery/golang:1");
    await run("mv", [join(dir, "home/golang.tar"), cached]);
  }
  await inside("in_store tag localhost/rookery/golang:1 docker.io/library/golang:1.24-trixie; chmod -R a+rX $store");
}
