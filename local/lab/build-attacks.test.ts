import { beforeAll, describe, expect, test } from "vitest";
import { base, buildLab, user, victim } from "./build-lab.ts";
import { labSupport } from "./support.ts";
import { siteOf, userOfSlot } from "./test-lab.ts";

describe.skipIf(!labSupport().ok)("builds that attack their node", () => {
  const { call, inside, gitOf, archiveOf, push, built, textOf, node } = buildLab("attacks");

  describe("what customers write reaches no shell, no option and no other transport", () => {
    const refs = [
      "--upload-pack=touch /tmp/pwned",
      "-x",
      "a b",
      "a..b",
      "@{-1}",
      "a:b",
      "+main",
      "refs/heads/*",
      "a\nb",
      "",
      ".",
      "/main",
      "main.lock",
      "$(id)",
      "^main",
      "~",
    ];
    const urls = [
      ...[
        "ext::sh -c touch% /tmp/pwned",
        "file:///etc",
        "/etc",
        "git://forge.test/x",
        "http://forge.test/x.git",
        "ftp://forge.test/x",
      ],
      ...[
        "--upload-pack=touch /tmp/pwned",
        "-oProxyCommand=touch /tmp/pwned",
        "ssh://-oProxyCommand=touch%20x/x",
        "git@-oProxyCommand=x:y",
      ],
      ...[
        "-oProxyCommand=x@forge.test:y",
        "https://forge.test/x y",
        "https://forge.test/`id`",
        "https://forge.test/$(id)",
        "https://forge.test/x\n",
        "https://-x/y",
      ],
      ...[
        "ssh://forge.test:22;id/x",
        "forge@forge.test:--upload-pack=x",
        "https://",
        "transport::https://forge.test/x",
        "https://forge.test",
        "fd::17",
        "https://a:b@c:d@e/f g",
      ],
    ];
    const keys = ["not a key", "-----BEGIN X", "/etc/passwd", "-----BEGIN OPENSSH PRIVATE KEY-----\n\u0000", 7, [], {}];
    const paths = [
      "..",
      "../x",
      "a/../../x",
      "/etc",
      "-f",
      "a/-x",
      "a//b",
      "a b",
      "$(id)",
      "a\nb",
      ".",
      "a/./b",
      "x;y",
      "a\\b",
    ];
    const document = (change: object) => ({
      ...{
        user,
        build: "fuzzed",
        home: "shop",
        image: "localhost/shop:1",
        source: gitOf("main"),
        folder: "",
        recipe: { dockerfile: "Dockerfile" },
      },
      limits: { memoryMb: 512, seconds: 60 },
      ...change,
    });
    const hostile: [string, object][] = [
      ...refs.map((ref): [string, object] => [`ref ${JSON.stringify(ref)}`, { source: gitOf(ref) }]),
      ...urls.map((url): [string, object] => [`url ${JSON.stringify(url)}`, { source: gitOf("main", { url }) }]),
      ...keys.map((key): [string, object] => [`key ${JSON.stringify(key)}`, { source: gitOf("main", { key }) }]),
      ...paths.map((path): [string, object] => [`folder ${JSON.stringify(path)}`, { folder: path }]),
      ...["", ...paths].map((path): [string, object] => [
        `dockerfile ${JSON.stringify(path)}`,
        { recipe: { dockerfile: path } },
      ]),
      ...["http://forge.test/x", "file:///etc/passwd", "https://forge.test/x\r\nHost: y", "https://a@b/x"].map(
        (url): [string, object] => [
          `archive ${url}`,
          { source: { kind: "archive", url, sha256: "0".repeat(64), format: "zip" } },
        ],
      ),
      ...["localhost/other:1", "localhost/shop:x", "shop:1", "localhost/shop:1 --privileged", "localhost/shop/x:1"].map(
        (image): [string, object] => [`image ${image}`, { image }],
      ),
      ["a second recipe", { recipe: { dockerfile: "x", containerfile: "FROM x" } }],
      ["no recipe", { recipe: {} }],
      ["an unknown field", { source: gitOf("main", { uploadPack: "x" }) }],
      ["no time", { limits: { memoryMb: 512, seconds: 0 } }],
      ["no memory", { limits: { memoryMb: 1, seconds: 60 } }],
    ];
    test("all of it is refused before anything starts", async () => {
      const refusals = await Promise.all(
        hostile.map(([, change]) => call("build-start", document(change)).catch(({ code }) => code)),
      );
      expect(hostile.map(([name], index) => [name, refusals[index]])).toEqual(
        hostile.map(([name]) => [name, "input.invalid"]),
      );
      expect(await inside("ls /tmp | grep pwned; true")).toBe("");
    });
  });

  describe("a build step reaches nothing of another account, of the node or of its cloud", () => {
    const targets = [
      "127.0.0.1,10002",
      "::1,10002",
      "10.0.2.100,22",
      "169.254.1.2,22",
      "169.254.1.2,10002",
      "169.254.169.254,80",
    ];
    const open = ["198.51.100.2,80"];
    beforeAll(async () => {
      await inside("bash /home/test/outside.sh");
      await call("stack-apply", siteOf(2, "site-2", 10_002, "site of 2"));
      await node().as(victim, "echo secret > ~/secret; chmod 644 ~/secret");
    });

    test.each(["", "--network=host "])("by a step with “%s”", async (option) => {
      const reach = await inside("cat /home/test/reach.sh");
      const steps = `${base}COPY reach.sh /\nRUN ${option}bash /reach.sh ${[...targets, ...open].join(" ")} file:/home/${userOfSlot(2)}/secret file:/home > /reached; sed 's/^/reached /' /reached\n`;
      await push("attacks", { Dockerfile: steps, "reach.sh": reach });
      const status = await built({ source: gitOf("attacks"), number: 7 });
      expect(status).toMatchObject({ state: "built" });
      expect(textOf(status).match(/(?<=^reached ).+/gm)).toEqual(open);
    });

    test("by what a Dockerfile may name of the node", async () => {
      const secret = `/home/${userOfSlot(2)}`;
      for (const line of [
        `FROM dir:${secret}`,
        `FROM oci-archive:${secret}/secret`,
        `${base}RUN --mount=type=bind,source=${secret},target=/x cat /x/secret`,
        `${base}ADD link /srv/`,
      ]) {
        await push("names", { Dockerfile: `${line}\n`, link: `link to ${secret}/secret` });
        const status = await built({ source: gitOf("names"), number: 7 });
        expect([line, status.state]).toEqual([line, "failed"]);
        expect(textOf(status)).not.toMatch(/^secret$/m);
      }
    });

    test.each([
      "https://127.0.0.1:10002/x.git",
      "https://169.254.169.254/x.git",
      "https://10.0.2.100:22/x.git",
      "https://localhost/x.git",
    ])("by fetching from %s", async (url) => {
      expect(await built({ source: gitOf("main", { url }), seconds: 60 })).toMatchObject({
        code: "build.source_unreachable",
      });
      const archive = { ...archiveOf("good.zip"), url };
      expect(await built({ source: archive, seconds: 60 })).toMatchObject({ code: "build.source_unreachable" });
    });
  });
});
