import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { removePlan, restartPlan, retirePlan, startPlan, stopPlan } from "#core/services/index.ts";
import { labSupport } from "../lab/support.ts";
import { eventually } from "./eventually.ts";
import { expectLiveOnce } from "./guarantees.ts";
import { answers, buy, type Customer, fulfilled, holdings, register, type Service } from "./shop.ts";
import { type Moment, moment, stopAt } from "./stop.ts";
import { openWorld, type World } from "./world.ts";

describe.skipIf(!labSupport().ok)("a live site", () => {
  let world: World;
  let customer: Customer;
  let service: Service;
  const siteName = "leaving-site";
  beforeAll(async () => {
    world = await openWorld();
    customer = await register(world);
    service = await expectLiveOnce(world, customer, await buy(customer, siteName));
  });
  afterAll(() => world?.close());

  const act = (action: string) => customer.browser.post(`/services/${service.id}/${action}`, {});
  const ended = (state: string) =>
    eventually(`the service is ${state}`, async () => {
      const now = await customer.browser.get<Service>(`/services/${service.id}`);
      if (now.failure) throw new Error(`the service failed: ${now.failure.message}`);
      return now.state === state && now.operation?.state === "succeeded" && now;
    });
  const moved = "p { background: #abcdef }";
  const www = () => `/home/${customer.user}/stacks/s-${service.id.slice("svc_".length).toLowerCase()}/www`;

  /** Kills the function in the middle of what `begin` causes. */
  async function withKill(at: Moment, begin: () => Promise<unknown>): Promise<void> {
    const stop = await stopAt(world.database, at);
    await begin();
    await stop.reached();
    await world.killWorkers();
    await stop.release();
    await world.outliveLeases();
  }

  test("of WordPress answers with its database, which a deploy leaves alone and a suspension keeps", async () => {
    const author = await register(world);
    const blog = await fulfilled(author, await buy(author, undefined, "wordpress"), 900);
    expect(await answers({ url: new URL("/wp-admin/install.php", blog.url).href })).toBe(200);
    const home = `s-${blog.id.slice("svc_".length).toLowerCase()}`;
    const inDatabase = (statement: string) =>
      world.lab.inside("bash", [
        "-euc",
        `user=$1 uid=$(id -u "$1")
         as() { setpriv --reuid=$uid --regid=$uid --init-groups env HOME=/home/$user XDG_RUNTIME_DIR=/run/user/$uid "$@"; }
         cd / && as podman exec -i "$2" bash -c 'mariadb --skip-column-names -u app -p"$(< /run/secrets/database-password)" app' <<< "$3"`,
        ...["-", author.user, `${home}-mariadb-mariadb-1`, statement],
      ]);
    await inDatabase("create table kept (n int); insert into kept values (7)");
    const over = (kind: string) =>
      eventually(`${kind} is over`, async () => {
        const { operation } = await author.browser.get<Service>(`/services/${blog.id}`);
        if (operation?.state === "failed") throw new Error(`${operation.kind} failed`);
        return operation?.kind === kind && operation.state === "succeeded";
      });
    const database = async () =>
      (await holdings(world, author)).filter((line) => line.includes("container") && line.includes("mariadb"));
    const before = await database();
    await author.browser.post(`/services/${blog.id}/releases`, {});
    await over("service.deploy");
    expect(await database()).toEqual(before);
    expect(await inDatabase("select n from kept")).toBe("7\n");
    await author.browser.post(`/services/${blog.id}/stop`, {});
    await over("service.stop");
    await author.browser.post(`/services/${blog.id}/start`, {});
    await over("service.start");
    expect(await inDatabase("select n from kept")).toBe("7\n");
    expect(await answers({ url: new URL("/wp-admin/install.php", blog.url).href })).toBe(200);
  });

  test("says that it is stopped, and answers again with its own files once it is started", async () => {
    await world.lab.inside("bash", ["-c", `echo '${moved}' > ${www()}/own.css`]);
    await withKill(moment(stopPlan, "route", "ends"), () => act("stop"));
    await ended("stopped");
    expect(await answers(service)).toBe(503);
    await withKill(moment(startPlan, "containers", "ends"), () => act("start"));
    await ended("active");
    expect(await answers(service)).toBe(200);
    await withKill(moment(restartPlan, "stop", "ends"), () => act("restart"));
    await ended("active");
    expect(await answers({ url: new URL("/own.css", service.url).href })).toBe(200);
  });

  test("is offline at once when it is terminated, and is back with its files when the customer keeps it", async () => {
    await withKill(moment(retirePlan, "containers", "ends"), () => act("terminate"));
    await ended("terminating");
    expect(await answers(service)).toBe(503);
    await act("keep");
    await ended("active");
    expect(await answers(service)).toBe(200);
    expect(await answers({ url: new URL("/own.css", service.url).href })).toBe(200);
  });

  test("is gone after its grace period, with its user, files, route and port; and its name is free for others", async () => {
    await act("terminate");
    await ended("terminating");
    await world.database.query("update service set terminates_at = now() where id = $1", [service.id]);
    await withKill(moment(removePlan, "containers", "ends"), () => world.platform.scheduler.fire("due"));
    await ended("terminated");
    expect(await holdings(world, customer)).toEqual([]);
    expect(await answers(service)).toBe(404);

    const other = await register(world);
    const next = await expectLiveOnce(world, other, await buy(other, siteName));
    expect(next.url).toBe(service.url);
    expect(await answers({ url: new URL("/own.css", next.url).href })).toBe(404);
  });
});
