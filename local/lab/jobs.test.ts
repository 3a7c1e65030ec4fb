import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunOnNode } from "#core/jobs/index.ts";
import { calendarOf, readSchedule } from "#core/jobs/schedule.state.ts";
import { NodeSample } from "#core/monitoring/sample.ts";
import { eventually } from "../faults/eventually.ts";
import { ensureImages } from "./images.ts";
import { labSupport } from "./support.ts";
import { accountOf, siteOf, type TestLab, testLab, userOfSlot } from "./test-lab.ts";

const home = "s-shop";
const user = userOfSlot(1);
const uid = 20_001;
const limits = { memoryMb: 64, processes: 64, seconds: 60 };

describe.skipIf(!labSupport().ok)("commands beside a website on a node", () => {
  let node: TestLab;
  const call = (name: string, input: unknown) => node.operator.primitive(name, input, { timeoutSeconds: 60 });
  const of = (run: string) => ({ user, home, run });
  const start = (run: string, command: string, more: object = {}) =>
    call("run-start", { ...of(run), command, limits, ...more });
  const status = async (run: string) => RunOnNode.parse(await call("run-status", of(run)));
  const ended = (run: string) =>
    eventually(`the end of ${run}`, async () => {
      const now = await status(run);
      return now.state === "ended" && now;
    });
  const said = async (run: string) => (await ended(run)).lines.map(({ text }) => text);
  const release = (number: number, port: number, more: object = {}) => {
    const { compose, ...site } = siteOf(1, `${home}-${number}`, port, "hello");
    const { services } = JSON.parse(compose);
    Object.assign(services.web, {
      environment: { RELEASE: String(number) },
      volumes: ["./www:/srv/www:ro", "data:/tmp/data"],
    });
    const volumes = { data: { name: `${home}-data` } };
    return call("stack-apply", { ...site, home, compose: JSON.stringify({ services, volumes }), ...more });
  };
  const putJobs = (jobs: object[]) => call("jobs-put", { user, home, jobs });
  const job = (command: string) => ({ job: "job-1", calendar: ["*-*-* 03:00:00 Europe/Zurich"], command, limits });
  /** What its timer would do. */
  const due = () => node.as(uid, "systemctl --user start rookery-job@job-1.service");

  beforeAll(async () => {
    node = await testLab("jobs", { images: ["static"] });
    await ensureImages(node, ["static"]);
    await call("account-ensure", accountOf(1, [10_001, 10_002]));
    const beside = { user, stack: `${home}-db`, home, waitSeconds: 20 };
    const db = { image: "localhost/rookery/static:2", read_only: true, tmpfs: ["/tmp"] };
    await call("stack-apply", { ...beside, compose: JSON.stringify({ services: { db } }) });
    expect(await release(1, 10_001, { join: [{ stack: `${home}-db`, alias: "db" }] })).toMatchObject({
      state: "healthy",
    });
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("a command has the environment, files, user and databases of the release, in a container of its own", async () => {
    await start(
      "r-1",
      'echo "$RELEASE"; cat /srv/www/index.html; echo; id -u; getent hosts db > /dev/null && echo found; exit 3',
    );
    const lines = await said("r-1");
    expect([lines[0], lines[1], lines[2] === "0", lines[3]]).toEqual(["1", "hello", false, "found"]);
    expect(await status("r-1")).toMatchObject({ state: "ended", exitCode: 3, reason: "exited" });
    expect((await node.as(uid, "podman ps --all --format '{{.Names}}'")).trim().split("\n").toSorted()).toEqual([
      `${home}-1-web-1`,
      `${home}-db-db-1`,
    ]);
    expect(await start("r-1", "echo again")).toEqual({ state: "ended" });
  });

  test("whatever is typed is one argument of the container's own shell, and nothing of it runs on the node", async () => {
    const nasty = [
      `$(touch /home/${user}/escaped)`,
      "`touch /tmp/escaped`",
      `'; touch /home/${user}/escaped; '`,
      `" && touch /home/${user}/escaped "`,
      "$RELEASE$$RELEASE $0 %s %i %% \\ \\n",
      "--help\n-x\t\u2028 ünï ☃ \u{1F600}",
      "}}{{.Names}} <(id) >(id) !! ~ * ? [a] {a,b} #",
    ];
    const script = nasty.map((text) => `'${text.replaceAll("'", "'\\''")}'`).join(" ");
    await start("r-2", `for text in ${script}; do printf '%s' "$text" | base64 | tr -d '\\n'; echo; done`);
    expect((await said("r-2")).map((line) => Buffer.from(line, "base64").toString())).toEqual(nasty);
    for (const [n, text] of nasty.slice(0, 4).entries()) await start(`r-3${n}`, text).then(() => ended(`r-3${n}`));
    expect(await node.as(uid, "ls ~ && ls /tmp")).not.toContain("escaped");
    for (const command of ["", "a\u0000b", "a\u001b[2J", "x".repeat(8001)]) {
      await expect(start("r-4", command)).rejects.toMatchObject({ code: expect.stringMatching(/^input\./) });
    }
  }, 240_000);

  test("a command ends when its time is over or somebody stops it, and one that writes without end fills nothing", async () => {
    await start("r-5", "trap '' TERM; yes 'a line that says nothing at all'", { limits: { ...limits, seconds: 2 } });
    await expect(start("r-6", "true")).rejects.toMatchObject({ code: "node.busy" });
    expect(await ended("r-5")).toMatchObject({ reason: "timed_out" });
    const size = await node.as(uid, `stat -c %s ~/.local/state/rookery/runs/${home}/r-5/log`);
    expect(Number(size)).toBeLessThan(1_200_000);
    await start("r-7", "sleep 1000");
    await call("run-stop", of("r-7"));
    expect(await status("r-7")).toMatchObject({ state: "ended", reason: "stopped" });
  });

  test("schedules are read by the node as they were meant", async () => {
    for (const [text, next] of [
      ["0 3 * * *", "2026-11-24 03:00:00 CET"],
      ["*/20 8-17/3 * * mon-fri", "2026-11-23 08:00:00 CET"],
      ["0 0 29 2 *", "2028-02-29 00:00:00 CET"],
    ] as const) {
      const read = readSchedule(text);
      const [calendar = ""] = "schedule" in read ? calendarOf(read.schedule, "Europe/Zurich") : [];
      const base = "--base-time='2026-11-23 04:00:00 UTC'";
      const shown = await node.lab.inside("bash", [
        "-c",
        `TZ=Europe/Zurich systemd-analyze calendar ${base} '${calendar}'`,
      ]);
      expect(shown).toContain(next);
    }
    await expect(putJobs([{ ...job("true"), calendar: ["*-*-* 25:00:00 UTC"] }])).rejects.toMatchObject({
      code: "job.calendar_unknown",
    });
  });

  test("a cron job runs what is live when it is due, never beside itself, and tells its end to the platform", async () => {
    const { at } = NodeSample.parse(await call("node-metrics", {}));
    await putJobs([job('echo "$RELEASE"; exit "$RELEASE"')]);
    expect(await node.as(uid, "systemctl --user list-timers --all")).toContain("rookery-job@job-1.timer");
    await due();
    const runs = async () => NodeSample.parse(await call("node-metrics", { after: at })).runs.filter((run) => run.job);
    await eventually("it ran", async () => (await runs()).length === 1);
    await release(2, 10_002, { join: [{ stack: `${home}-db`, alias: "db" }] });
    await call("stack-stop", { user, stack: `${home}-1` });
    await call("stack-remove", { user, stack: `${home}-1` });
    await due();
    await eventually("it ran again", async () => (await runs()).length === 2);
    expect(await runs()).toMatchObject([
      { user, home, job: "job-1", exitCode: 1, reason: "exited" },
      { user, home, job: "job-1", exitCode: 2, reason: "exited" },
    ]);
    await putJobs([job("sleep 1000")]);
    await start("r-8", "sleep 1000", { job: "job-1" });
    await due();
    await expect(start("r-9", "true", { job: "job-1" })).rejects.toMatchObject({ code: "node.busy" });
    await call("run-stop", of("r-8"));
    expect((await runs()).map(({ run }) => run).slice(2)).toEqual(["r-8"]);
  });

  test("a run outlives the release that it began beside, and what is left of that goes with it", async () => {
    await start("r-10", "until [ -e /tmp/go ]; do sleep 0.1; done; getent hosts db > /dev/null && echo found");
    await eventually("it runs", async () =>
      (await node.as(uid, "podman ps --format '{{.Names}}'")).includes(`${home}-2-web-r-10`),
    );
    await release(3, 10_001, { join: [{ stack: `${home}-db`, alias: "db" }] });
    await call("stack-stop", { user, stack: `${home}-2` });
    await call("stack-remove", { user, stack: `${home}-2` });
    await node.as(uid, `podman exec ${home}-2-web-r-10 touch /tmp/go`);
    expect(await said("r-10")).toEqual(["found"]);
    // The run has ended before what it kept is gone.
    await eventually("nothing of the release that was replaced", async () => {
      const left = await node.as(uid, "ls ~/stacks ~/.local/state/rookery; podman network ls --format '{{.Name}}'");
      return !left.includes(`${home}-2`);
    });
  });

  test("timers are there again after a reboot; a website that is stopped runs nothing, and one that is removed leaves nothing", async () => {
    await putJobs([job("true")]);
    await node.lab.reboot();
    await eventually("its timer", async () =>
      (await node.as(uid, "systemctl --user is-active rookery-job@job-1.timer").catch(() => "")).startsWith("active"),
    );
    await eventually("its release", async () => {
      const { state } = (await call("stack-status", { user, stack: `${home}-3` })) as { state: string };
      return state === "healthy";
    });
    await start("r-11", "sleep 1000");
    await eventually("it runs", async () =>
      (await node.as(uid, "podman ps --format '{{.Names}}'")).includes("web-r-11"),
    );
    await call("stack-stop", { user, stack: `${home}-3` });
    expect(await status("r-11")).toMatchObject({ state: "ended", reason: "stopped" });
    await start("r-12", "true");
    expect(await ended("r-12")).toMatchObject({ reason: "not_running" });
    await call("stack-remove", { user, stack: home });
    expect(
      await node.as(uid, "ls ~/.config/systemd/user ~/.local/state/rookery/runs ~/.local/state/rookery/jobs"),
    ).not.toMatch(/job-1|s-shop/);
  }, 240_000);
});
