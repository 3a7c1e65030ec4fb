import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appStacks } from "#core/hosting/compose/app-stacks.ts";
import { lintCompose } from "#core/hosting/compose/compose-lint.state.ts";
import { context, options } from "#core/hosting/compose/test-apps.ts";
import { template } from "#core/hosting/templates/image/template.ts";
import { serveImage, startRegistry } from "./registry.ts";
import { labSupport } from "./support.ts";
import { accountOf, type TestLab, testLab, userOfSlot, visit } from "./test-lab.ts";

const user = userOfSlot(1);
const owner = 20_001;
const password = 'a pass\'word "of" $the robot';
const digest = /@sha256:[0-9a-f]{64}$/;

interface Pulled {
  state: string;
  image: string;
  ports: number[];
  user: string;
  volumes: string[];
}

describe.skipIf(!labSupport().ok)("images that a node pulls from a registry", () => {
  let node: TestLab;
  const call = (name: string, input: object) =>
    node.operator.primitive(name, { user, ...input }, { timeoutSeconds: 60 });
  /** As the platform does: asks until it is no longer under way. */
  async function pull(image: string, more: object = {}): Promise<Pulled> {
    for (;;) {
      const answer = (await call("image-pull", { image, waitSeconds: 20, ...more })) as Pulled;
      if (answer.state !== "pulling") return answer;
    }
  }
  const refusal = (image: string, more?: object) =>
    pull(image, more).then(
      ({ state }) => state,
      ({ code }) => code,
    );
  const inside = (script: string) => node.as(owner, script);
  const forget = (image: string) => inside(`podman rmi -f ${image} > /dev/null`);

  beforeAll(async () => {
    node = await testLab("pull");
    await node.operator.primitive("account-ensure", accountOf(1, [10_001, 10_002, 10_003]));
    await startRegistry(node.dir, password);
    await inside(`
      mkdir -p ~/context && cd ~/context && head -c 1000000 /dev/urandom > small && head -c 16000000 /dev/urandom > large
      printf 'FROM scratch\\nCOPY small /\\nEXPOSE 80 443/udp 9000/tcp\\nVOLUME /data\\nUSER 33:33\\n' > small.file
      printf 'FROM scratch\\nCOPY small /other\\nCOPY large /\\n' > large.file
      printf 'user www-data;\nerror_log stderr;\npid /run/nginx.pid;\nevents {}\nhttp { access_log off; server { listen 80; root /srv/pages; } }\n' > nginx.conf
      printf '#!/bin/sh\nset -e\nmkdir -p /var/lib/app /srv/pages\nchown www-data /var/lib/app\necho "begun as $(id -u)" > /srv/pages/index.html\nexec "$@"\n' > begin
      chmod 755 begin
      printf 'FROM localhost/rookery/static:2\nUSER 0\nCOPY nginx.conf /etc/nginx/nginx.conf\nCOPY begin /begin\nEXPOSE 80\nHEALTHCHECK NONE\nENTRYPOINT ["/begin"]\nCMD ["nginx", "-g", "daemon off;"]\n' > root.file
      for name in small large root; do podman build -q -f $name.file -t registry.test:5000/team/$name:1 . && podman push -q registry.test:5000/team/$name:1; done
      podman manifest create registry.test:5000/team/multi:1 registry.test:5000/team/small:1
      podman manifest push -q --all registry.test:5000/team/multi:1
      podman manifest create registry.test:5000/team/foreign:1
      podman manifest add --arch s390x --os linux registry.test:5000/team/foreign:1 registry.test:5000/team/small:1
      podman manifest push -q --all registry.test:5000/team/foreign:1
      podman rmi -af`);
  });
  afterAll(() => node[Symbol.asyncDispose]());

  test("an image is pulled once, by its digest, and says what it is", async () => {
    const pulled = await pull("registry.test:5000/team/small:1");
    expect(pulled).toMatchObject({
      ...{ state: "ready", image: expect.stringMatching(/^registry\.test:5000\/team\/small@sha256:[0-9a-f]{64}$/) },
      ...{ ports: [80, 9000], user: "33:33", volumes: ["/data"] },
    });
    await node.lab.inside("ip", ["-n", "registry", "link", "set", "back", "down"]);
    // What has a digest needs no registry any more.
    expect(await pull(pulled.image)).toEqual(pulled);
    expect(await refusal("registry.test:5000/team/small:1")).toBe("image.unreachable");
    await node.lab.inside("ip", ["-n", "registry", "link", "set", "back", "up"]);
    expect(await pull("registry.test:5000/team/small:1")).toEqual(pulled);
  });

  test("of an image for several kinds of machine the node takes its own", async () => {
    expect(await pull("registry.test:5000/team/multi:1")).toMatchObject({ state: "ready", ports: [80, 9000] });
    expect(await refusal("registry.test:5000/team/foreign:1")).toBe("image.unknown");
  });

  test("a private image needs its password, which is nowhere afterwards and in no command line", async () => {
    const image = "registry.test:5001/team/small:1";
    const credentials = { username: "robot", password };
    // By standard input here too, or the looking would find itself.
    const look = (script: string) =>
      node.lab.inside("bash", ["-c", `IFS= read -r secret; ${script}; true`], `${password}\n`);
    const inProcesses = `cat /proc/[0-9]*/{cmdline,environ} 2> /dev/null | tr '\\0' '\\n' | grep -F -f <(printf '%s\\n' "$secret")`;
    const forms = `<(printf '%s\\n' "$secret" "$(printf 'robot:%s' "$secret" | base64 -w0)")`;
    const inFiles = `grep -rlF -f ${forms} /home/${user} /run /tmp /var/log /etc 2> /dev/null`;
    expect(await refusal(image)).toBe("image.denied");
    expect(await refusal(image, { credentials: { ...credentials, password: "wrong" } })).toBe("image.denied");
    const pulled = pull(image, { credentials });
    for (let time = 0; time < 10; time++) expect(await look(inProcesses)).toBe("");
    expect(await pulled).toMatchObject({ state: "ready", image: expect.stringMatching(digest) });
    expect(await look(inFiles)).toBe("");
    const scratch = `ls -A /run/user/${owner}/rookery/pulls /home/${user}/.cache/rookery/pulls`;
    expect(await look(scratch)).not.toMatch(/^[^/\n]/m);
  });

  test("what is not there, not allowed or too large is refused by name, and nothing of it stays", async () => {
    expect(await refusal("registry.test:5000/team/nobody:1")).toBe("image.unknown");
    expect(await refusal("registry.test:5000/team/small:2")).toBe("image.unknown");
    expect(await refusal(`registry.test:5000/team/small@sha256:${"0".repeat(64)}`)).toBe("image.unknown");
    for (const image of [
      "registry.elsewhere/team/small:1",
      "127.0.0.1:5000/x:1",
      "localhost/x:1",
      "registryxtest:5000/a:1",
    ]) {
      expect([image, await refusal(image)]).toEqual([image, "image.refused"]);
    }
    expect(await refusal("registry.test:5002/team/small:1")).toBe("image.unreachable");
    const before = await inside("podman images -aq | sort");
    expect(await refusal("registry.test:5000/team/large:1", { limits: { sizeMb: 10 } })).toBe("image.too_large");
    expect(await inside("podman images -aq | sort")).toBe(before);
  });

  test("a pull that is cut off goes on where it was, when it is asked for again", async () => {
    const image = "registry.test:5002/team/large:1";
    const proxy = (bytes: number, unit: string) =>
      node.lab.inside("systemd-run", [
        ...["-q", `--unit=${unit}`, "--property=NetworkNamespacePath=/run/netns/registry"],
        ...["perl", "/home/test/cut.pl", "192.0.2.2:5002", "192.0.2.2:5000", String(bytes)],
      ]);
    await proxy(12_000_000, "cut");
    expect(await refusal(image)).toBe("image.unreachable");
    // Less than all of it: what had come is not fetched again.
    await proxy(16_500_000, "rest");
    expect(await refusal(image)).toBe("ready");
    await node.lab.inside("systemctl", ["stop", "rest"]);
  });

  test("a pull that a restart of its owner's session ended is begun anew by asking again", async () => {
    const image = "registry.test:5000/team/large:1";
    await forget("-a");
    const unit = "systemctl --user kill --signal=KILL 'rookery-pull-*'";
    expect(await call("image-pull", { image, waitSeconds: 0 })).toMatchObject({ state: "pulling", image });
    await inside(unit);
    expect(["ready", "image.interrupted"]).toContain(await refusal(image));
    expect(await refusal(image)).toBe("ready");
  });

  test("an image without a shell is asked for its health all the same", async () => {
    const reference = await serveImage(node.dir);
    const { image } = await pull(reference);
    const rendered = template.render({
      ...{ stack: "page", service: "page", host: "page.localhost", port: 10_003, image, parameters: { reference } },
      ...{ limits: { memoryMb: 128, processes: 64 }, environment: {}, secrets: {} },
    });
    const { message, ...answer } = (await node.operator.primitive(
      "stack-apply",
      { user, stack: "page", ...rendered, waitSeconds: 20 },
      { timeoutSeconds: 60 },
    )) as { message?: string; containers: unknown[] };
    expect({ message, ...answer }).toMatchObject({ state: "healthy", containers: [{ health: "healthy" }] });
    await node.operator.primitive("route-put", {
      site: "page",
      hosts: ["page.localhost"],
      port: 10_003,
      state: "live",
    });
    expect(await visit(node.lab, "page.localhost")).toEqual({ status: 200, text: "served from a registry\n" });
  });

  test("a compose app runs by the digests of the images that its file names, also when their registry is gone", async () => {
    const page = await serveImage(node.dir);
    const text = `services:
  web: { image: "${page}", expose: ["8080"], depends_on: [worker] }
  worker: { image: "registry.test:5000/team/root:1", volumes: ["data:/var/lib/app"] }
volumes: { data: }
`;
    const { app, findings } = lintCompose(text, { ...options, registries: ["registry.test:5000"] });
    if (!app) throw new Error(JSON.stringify(findings));
    const images: Record<string, string> = {};
    for (const { name, image = "" } of app.services) images[name] = (await pull(image)).image;
    await node.lab.inside("ip", ["-n", "registry", "link", "set", "back", "down"]);
    const place = { stack: "composed-1", service: "composed", port: 10_001, images };
    const { release, data } = appStacks(app, { ...context, ...place });
    const stacks = [...data, { stack: "composed-1", compose: release.compose }];
    for (const { stack, compose } of stacks) {
      const join = stack === "composed-1" ? data.map((one) => ({ stack: one.stack, alias: one.name })) : undefined;
      const input = { user, stack, home: "composed", compose, ...(join && { join }), waitSeconds: 20 };
      expect(await node.operator.primitive("stack-apply", input, { timeoutSeconds: 60 })).toMatchObject({
        state: "healthy",
      });
    }
    await node.lab.inside("ip", ["-n", "registry", "link", "set", "back", "up"]);
    const route = { site: "composed", hosts: ["composed.localhost"], port: 10_001, state: "live" };
    await node.operator.primitive("route-put", route);
    expect(await visit(node.lab, "composed.localhost")).toEqual({ status: 200, text: "served from a registry\n" });
    const running = await inside("podman ps --filter name=composed --format '{{.Image}}' | sort");
    expect(running.trim().split("\n")).toEqual(Object.values(images).toSorted());
    for (const { stack } of stacks.toReversed()) await call("stack-remove", { stack });
  });

  test("an image that begins as root, as the official ones do, runs by its digest, keeps its volume and changes its user", async () => {
    const { image, ports } = await pull("registry.test:5000/team/root:1");
    expect(ports).toEqual([80, 8080]);
    const stack = (release: number) => ({
      ...{ user, stack: `shop-${release}`, home: "shop", waitSeconds: 20 },
      ...template.render({
        ...{ stack: `shop-${release}`, service: "shop", host: "shop.localhost", port: 10_000 + release, image },
        parameters: { reference: "registry.test:5000/team/root:1", port: 80, volumes: ["data:/var/lib/app"] },
        ...{ limits: { memoryMb: 128, processes: 64 }, environment: {}, secrets: {} },
      }),
    });
    const publish = (release: number) =>
      node.operator.primitive("route-put", {
        site: "shop",
        hosts: ["shop.localhost"],
        port: 10_000 + release,
        state: "live",
      });
    // Its tag means something else by now, and its registry is gone.
    await node.lab.inside("ip", ["-n", "registry", "link", "set", "back", "down"]);
    expect(await node.operator.primitive("stack-apply", stack(1), { timeoutSeconds: 60 })).toMatchObject({
      state: "healthy",
    });
    await publish(1);
    expect(await visit(node.lab, "shop.localhost")).toEqual({ status: 200, text: "begun as 0\n" });
    await inside("podman exec --user www-data shop-1-web-1 sh -c 'echo kept > /var/lib/app/note'");
    expect(await inside("podman top shop-1-web-1 user args")).toMatch(/www-data +nginx: worker/);
    expect(await node.operator.primitive("stack-apply", stack(2), { timeoutSeconds: 60 })).toMatchObject({
      state: "healthy",
    });
    await publish(2);
    expect(await visit(node.lab, "shop.localhost")).toEqual({ status: 200, text: "begun as 0\n" });
    expect(await inside("podman exec shop-2-web-1 cat /var/lib/app/note")).toBe("kept\n");
    await expect(call("user-image-remove", { image })).rejects.toMatchObject({ code: "image.in_use" });
  });
});
