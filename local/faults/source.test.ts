import { createHmac } from "node:crypto";
import { request } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Forge, openForge } from "../lab/forge.ts";
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

describe.skipIf(!labSupport().ok)("a website that is built from a repository", () => {
  let world: World;
  let customer: Customer;
  let service: Service;
  let forge: Forge;
  let made: Made;
  beforeAll(async () => {
    world = await openWorld();
    customer = await register(world);
    service = await expectLiveOnce(world, customer, await buy(customer));
    forge = await openForge(world.lab);
  });
  afterAll(() => world?.close());

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
    const first = await forge.commit("site/index.html", "<h1>first</h1>");
    made = await customer.browser.post<Made>(path("source"), {
      ...{ url: forge.ssh, branch: "main", folder: "site", hostKey: forge.hostKey },
    });
    await forge.accept(made.source.deployKey);

    await customer.browser.post(path("deploy"), {});
    expect(await ended(2)).toMatchObject({ state: "live", revision: first, commit: { author: "Ann Author" } });
    expect(await page()).toContain("first");
    expect(await logOf(2)).toContain("The image is ready.");

    const second = await forge.commit("site/index.html", "<h1>second</h1>");
    expect(await webhook(second)).toEqual({ outcome: "deploys" });
    expect(await ended(3)).toMatchObject({ state: "live", cause: "push", revision: second });
    expect(await page()).toContain("second");
    expect(await webhook(second)).toEqual({ outcome: "deployed_already" });

    await webhook(await forge.commit("other/index.html", "<h1>in the wrong folder</h1>"));
    expect(await ended(4)).toMatchObject({ state: "failed", failure: { code: "build.folder_unknown" } });
    expect(await logOf(4)).toContain("The source has no folder called site.");
    expect(await page()).toContain("second");

    await webhook(await forge.commit("site/about.html", "<h1>no first page</h1>"));
    expect(await ended(5)).toMatchObject({ state: "failed", failure: { code: "release.first_page" } });
    expect(await page()).toContain("second");

    await customer.browser.post(path("releases/2/rollback"), {});
    expect(await ended(6)).toMatchObject({ state: "live", cause: "rollback", revision: first });
    expect(await page()).toContain("first");
  }, 600_000);

  test("by https, from another branch", async () => {
    await forge.commit("site/index.html", "<h1>third</h1>", "next");
    await customer.browser.post(path("source/change"), {
      ...{ url: forge.https, branch: "next", folder: "site", deploysOnPush: true },
    });
    const { number } = await customer.browser.post<Release>(path("deploy"), {});
    expect(await ended(number)).toMatchObject({ state: "live" });
    expect(await page()).toContain("third");
  }, 300_000);
});
