import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import { request } from "node:http";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce } from "./guarantees.ts";
import { buy, type Customer, register, type Service } from "./shop.ts";
import { openWorld, type World } from "./world.ts";

interface Release {
  number: number;
  state: string;
  cause: string;
  revision: string | null;
  commit: { subject: string; author: string } | null;
  failure: { code: string; message: string } | null;
}
interface Made {
  source: { webhookUrl: string; deployKey: string };
  webhookSecret: string;
}

/** Run as the user of the host of repositories that forge.sh sets up: branch, file, text. */
const committing = `set -e; cd /home/forge; export HOME=$PWD GIT_DIR=$PWD/site.git GIT_CONFIG_GLOBAL=/dev/null
[[ -d $GIT_DIR ]] || git init --quiet --bare --initial-branch=main $GIT_DIR
blob=$(printf %s "$3" | git hash-object -w --stdin)
export GIT_INDEX_FILE=$PWD/index; rm -f $GIT_INDEX_FILE
git update-index --add --cacheinfo 100644,$blob,"$2"
commit=$(git -c user.name='Ann Author' -c user.email=ann@example.org commit-tree -m "Make $2" $(git write-tree))
git update-ref refs/heads/"$1" $commit; echo $commit`;

const testFiles = resolve(import.meta.dirname, "../../node-bootstrap/test");

describe.skipIf(!labSupport().ok)("a website that is built from a repository", () => {
  let world: World;
  let customer: Customer;
  let service: Service;
  let hostKey: string;
  let made: Made;
  beforeAll(async () => {
    world = await openWorld();
    customer = await register(world);
    service = await expectLiveOnce(world, customer, await buy(customer));
    const files = ["forge.sh", "forge.py"];
    for (const name of files) await lay(`/home/test/${name}`, await readFile(`${testFiles}/${name}`, "utf8"));
    await lay("/home/test/commit.sh", committing);
    hostKey = (await inside("bash /home/test/forge.sh")).trim().split("\n").at(-1) ?? "";
  });
  afterAll(() => world?.close());

  const inside = (script: string, ...args: string[]) => world.lab.inside("bash", ["-c", script, "-", ...args]);
  const lay = (path: string, content: string) =>
    inside('mkdir -p "$(dirname "$1")" && echo "$2" | base64 -d > "$1"', path, Buffer.from(content).toString("base64"));
  /** Puts a commit that holds this one file on a branch, and returns its name. */
  const commit = async (file: string, content: string, branch = "main") =>
    (await inside('runuser -u forge -- bash /home/test/commit.sh "$@"', branch, file, content)).trim();
  const path = (rest: string) => `/services/${service.id}/${rest}` as const;
  const releases = async () => (await customer.browser.get<{ items: Release[] }>(path("releases"))).items;
  const ended = (number: number) =>
    eventually(
      `release ${number} has ended, and its operation`,
      async () => {
        const found = (await releases()).find((release) => release.number === number);
        const { operation } = await customer.browser.get<Service>(`/services/${service.id}`);
        const over = operation !== null && ["succeeded", "failed"].includes(operation.state);
        return over && found && !["pending", "starting", "switching"].includes(found.state) && found;
      },
      120,
    );
  const page = () =>
    new Promise<string>((done, fail) => {
      const { host, port } = new URL(service.url);
      request({ host: "127.0.0.1", port, headers: { host } }, (response) => void text(response).then(done, fail))
        .on("error", fail)
        .end();
    });
  /** As the repository's host would. */
  async function webhook(after: string): Promise<{ outcome: string }> {
    const body = JSON.stringify({ ref: "refs/heads/main", after });
    const signature = createHmac("sha256", made.webhookSecret).update(body).digest("hex");
    const { pathname } = new URL(made.source.webhookUrl);
    const answer = await fetch(`${world.platform.url}${pathname}`, {
      method: "POST",
      body,
      headers: { "x-github-event": "push", "x-hub-signature-256": `sha256=${signature}` },
    });
    return (await answer.json()) as { outcome: string };
  }
  const logOf = async (number: number) => {
    const { lines } = await customer.browser.get<{ lines: { text: string }[] }>(path(`builds/${number}/log`));
    return lines.map((line) => line.text).join("\n");
  };

  test("by ssh with its deploy key: deployed, pushed, broken, rolled back", async () => {
    const first = await commit("site/index.html", "<h1>first</h1>");
    made = await customer.browser.post<Made>(path("source"), {
      ...{ url: "ssh://forge@forge.test/home/forge/site.git", branch: "main", folder: "site", hostKey },
    });
    await lay("/home/forge/.ssh/authorized_keys", `${made.source.deployKey}\n`);

    await customer.browser.post(path("deploy"), {});
    expect(await ended(2)).toMatchObject({ state: "live", revision: first, commit: { author: "Ann Author" } });
    expect(await page()).toContain("first");
    expect(await logOf(2)).toContain("The image is ready.");

    const second = await commit("site/index.html", "<h1>second</h1>");
    expect(await webhook(second)).toEqual({ outcome: "deploys" });
    expect(await ended(3)).toMatchObject({ state: "live", cause: "push", revision: second });
    expect(await page()).toContain("second");
    expect(await webhook(second)).toEqual({ outcome: "deployed_already" });

    await webhook(await commit("other/index.html", "<h1>in the wrong folder</h1>"));
    expect(await ended(4)).toMatchObject({ state: "failed", failure: { code: "build.folder_unknown" } });
    expect(await logOf(4)).toContain("The source has no folder called site.");
    expect(await page()).toContain("second");

    await webhook(await commit("site/about.html", "<h1>no first page</h1>"));
    expect(await ended(5)).toMatchObject({ state: "failed", failure: { code: "release.first_page" } });
    expect(await page()).toContain("second");

    await customer.browser.post(path("releases/2/rollback"), {});
    expect(await ended(6)).toMatchObject({ state: "live", cause: "rollback", revision: first });
    expect(await page()).toContain("first");
  }, 600_000);

  test("by https, from another branch", async () => {
    await commit("site/index.html", "<h1>third</h1>", "next");
    await customer.browser.post(path("source/change"), {
      ...{ url: "https://forge.test/site.git", branch: "next", folder: "site", deploysOnPush: true },
    });
    const { number } = await customer.browser.post<Release>(path("deploy"), {});
    expect(await ended(number)).toMatchObject({ state: "live" });
    expect(await page()).toContain("third");
  }, 300_000);
});
