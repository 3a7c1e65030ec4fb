import { describe, expect, test } from "vitest";
import { templates } from "#core/hosting/templates/index.ts";
import { base, builder, buildLab, user } from "./build-lab.ts";
import { labSupport } from "./support.ts";
import { userOfSlot } from "./test-lab.ts";

describe.skipIf(!labSupport().ok)("where builds on a node take their sources from", () => {
  const { call, inside, asBuilder, gitOf, archiveOf, push, built, textOf, left, knownHosts, digestOf } =
    buildLab("sources");

  test.each([
    ["a branch that is not there", () => ({ source: gitOf("nowhere") }), "build.ref_unknown"],
    [
      "a repository that is not there",
      () => ({ source: gitOf("main", { url: "https://forge.test/none.git" }) }),
      "build.repository_unknown",
    ],
    [
      "a host that does not answer",
      () => ({ source: gitOf("main", { url: "https://198.18.0.9/site.git" }), seconds: 60 }),
      "build.source_unreachable",
    ],
    ["a folder that is not there", () => ({ folder: "nowhere" }), "build.folder_unknown"],
    ["a Dockerfile that is not there", () => ({ recipe: { dockerfile: "web/Dockerfile" } }), "build.no_dockerfile"],
    [
      "a private repository",
      () => ({ source: gitOf("main", { url: "https://forge.test/private/site.git" }) }),
      "build.access_refused",
    ],
    [
      "a file that the recipe needs",
      () => ({ recipe: templates.static.build?.({ publish: "nowhere" }) ?? {} }),
      "build.file_missing",
    ],
    [
      "an unknown archive",
      () => ({ source: { ...archiveOf("good.zip"), url: "https://forge.test/files/none" } }),
      "build.source_unreachable",
    ],
    [
      "another archive than was uploaded",
      () => ({ source: { ...archiveOf("good.zip"), sha256: "0".repeat(64) } }),
      "build.archive_differs",
    ],
  ])("%s is told by its code", async (_, wanted, code) => {
    expect(await built(wanted())).toMatchObject({ state: "failed", code, message: expect.stringMatching(/\.$/) });
  });

  test("submodules and links out of the source are refused", async () => {
    await push("sub", { Dockerfile: base }, { submodule: "lib" });
    expect(await built({ source: gitOf("sub") })).toMatchObject({
      code: "build.submodules",
      message: expect.stringContaining("lib"),
    });
    await push("links", { Dockerfile: `link to /home/${userOfSlot(1)}/.bashrc`, folder: "link to /home" });
    expect(await built({ source: gitOf("links") })).toMatchObject({ code: "build.no_dockerfile" });
    expect(await built({ source: gitOf("links"), folder: "folder" })).toMatchObject({ code: "build.folder_unknown" });
  });

  test("tags, commits and the branch that a repository calls its own are found", async () => {
    const commit = (await inside("git --git-dir=/home/forge/site.git rev-parse main")).trim();
    for (const ref of ["tag-main", commit, "HEAD"]) {
      expect(await built({ source: gitOf(ref) })).toMatchObject({ state: "built", revision: { id: commit } });
    }
  });

  test("a deploy key opens a repository by ssh, where the host is known, and is nowhere to be found after", async () => {
    const key = await inside("cat /home/forge/deploy");
    const other = await inside("rm -f /root/other*; ssh-keygen -q -t ed25519 -N '' -f /root/other; cat /root/other");
    const ssh = { url: "ssh://forge@forge.test/home/forge/site.git", key, knownHosts: knownHosts() };
    expect(await built({ source: gitOf("main", ssh) })).toMatchObject({ state: "built" });
    expect(await built({ source: gitOf("main", { ...ssh, url: "forge@forge.test:site.git" }) })).toMatchObject({
      state: "built",
    });
    expect(await built({ source: gitOf("main", { ...ssh, key: other }) })).toMatchObject({ code: "build.key_refused" });
    expect(await built({ source: gitOf("main", { ...ssh, knownHosts: undefined }) })).toMatchObject({
      code: "build.host_key_unknown",
    });
    const wrong = knownHosts().replace("forge.test ", "other.test ");
    expect(await built({ source: gitOf("main", { ...ssh, knownHosts: wrong }) })).toMatchObject({
      code: "build.host_key_unknown",
    });
    const secret = key.split("\n")[2] ?? "";
    const found = await asBuilder(
      'grep -rlF -- "$1" ~/.local/state ~/.cache $XDG_RUNTIME_DIR 2> /dev/null; true',
      secret,
    );
    expect([secret.length > 20, found]).toEqual([true, ""]);
  });

  describe("a look at a repository", () => {
    const key = () => inside("cat /home/forge/deploy");
    const ssh = { url: "ssh://forge@forge.test/home/forge/site.git" };
    const look = async (source: object) => (await call("source-check", { user, source })) as Record<string, string>;
    /** What a look might leave: files of its own, and programs. */
    const traces = `find $XDG_RUNTIME_DIR/rookery -path '*look*'; pgrep -u ${builder} -a 'git|ssh'; true`;
    const wrong = () => knownHosts().replace(/AAAA.*/, `AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(43)}`);

    test("finds where a branch or tag stands, by https and by ssh, and leaves nothing", async () => {
      const commit = (await inside("git --git-dir=/home/forge/site.git rev-parse main")).trim();
      const found = { state: "found", commit };
      expect(await look(gitOf("main"))).toEqual(found);
      expect(await look(gitOf("tag-main"))).toEqual(found);
      expect(await look(gitOf("HEAD"))).toEqual(found);
      expect(await look(gitOf("main", { url: "https://deploy:forge-token-1234@forge.test/private/site.git" }))).toEqual(
        found,
      );
      expect(await look(gitOf("main", { ...ssh, key: await key(), knownHosts: knownHosts() }))).toEqual(found);
      expect(await asBuilder(traces)).toBe("");
    });

    test.each([
      [
        "another key of the host than the one that is pinned",
        () => ({ ...ssh, knownHosts: wrong() }),
        "host_key_differs",
      ],
      ["a host whose key nobody knows", () => ssh, "host_key_unknown"],
      ["no deploy key", () => ({ ...ssh, knownHosts: knownHosts() }), "key_refused"],
      ["a private repository", () => ({ url: "https://forge.test/private/site.git" }), "access_refused"],
      ["a repository that is not there", () => ({ url: "https://forge.test/none.git" }), "repository_unknown"],
      ["a branch that only ends like another", () => ({ ref: "ain" }), "ref_unknown"],
      ["a host that does not answer", () => ({ url: "https://198.18.0.9/site.git" }), "source_unreachable"],
      ["the node's own loopback", () => ({ url: "https://127.0.0.1:10002/x.git" }), "source_unreachable"],
      ["the node's doors", () => ({ url: "ssh://x@10.0.2.100/x", knownHosts: knownHosts() }), "source_unreachable"],
      ["the metadata of its cloud", () => ({ url: "https://169.254.169.254/x.git" }), "source_unreachable"],
    ])("says of %s what it is", async (_, more, code) => {
      expect(await look(gitOf("main", more()))).toEqual({
        ...{ state: "failed", code: `build.${code}` },
        message: expect.stringMatching(/\.$/),
      });
    });

    test("at a host that says nothing, or never stops, ends in time", async () => {
      await inside(
        `systemd-run -q --unit=silent --property=NetworkNamespacePath=/run/netns/forge perl -MIO::Socket::INET -e '
          my $listener = IO::Socket::INET->new(LocalPort => 2222, Listen => 5) or die; my @held;
          while (my $client = $listener->accept) { push @held, $client }'
        for i in $(seq 100); do (exec 3<> /dev/tcp/198.18.0.2/2222) 2> /dev/null && exit 0; sleep 0.05; done; exit 1`,
      );
      const silent = { url: "https://forge.test:2222/site.git" };
      expect(await look(gitOf("main", silent))).toMatchObject({ code: "build.source_unreachable" });
      await inside("systemctl stop silent");
      expect(await asBuilder(traces)).toBe("");
    });
  });

  describe("a look for an account that has no user on the node", () => {
    const ssh = () => ({ url: "ssh://forge@forge.test/home/forge/site.git", knownHosts: knownHosts() });
    const look = (source: object) => call("source-check", { user: "c-newcomer", source });

    test("finds a public repository, shows no key, leaves nothing, and is refused what opens one", async () => {
      const commit = (await inside("git --git-dir=/home/forge/site.git rev-parse main")).trim();
      expect(await look(gitOf("main"))).toEqual({ state: "found", commit });
      expect(await look(gitOf("main", ssh()))).toMatchObject({ code: "build.key_refused" });
      const key = await inside("cat /home/forge/deploy");
      const opening = [{ ...ssh(), key }, { url: "https://deploy:forge-token-1234@forge.test/private/site.git" }];
      for (const more of opening) {
        await expect(look(gitOf("main", more))).rejects.toMatchObject({ code: "account.unknown" });
      }
      expect(await inside("ls -d /run/rookery-look-* 2> /dev/null; pgrep -u rookery-looks; true")).toBe("");
    });

    test("is behind the walls that customers are behind", async () => {
      for (const url of ["https://127.0.0.1:10002/x.git", "https://169.254.169.254/x.git", "ssh://x@10.0.2.100/x"]) {
        expect(await look(gitOf("main", { url }))).toMatchObject({ code: "build.source_unreachable" });
      }
      const reads = "setpriv --reuid=rookery-looks --regid=rookery-looks --clear-groups cat";
      expect(await inside(`${reads} /var/lib/rookery/accounts/* /home/*/stacks/* 2> /dev/null | wc -c`)).toBe("0\n");
    });
  });

  test("tokens and signatures of addresses are in no command line and no log", async () => {
    await inside(
      'systemd-run -q --unit=watch bash -c \'while true; do for f in /proc/[0-9]*/cmdline; do tr "\\0" " " < $f; echo; done | grep -E "forge-token-123[4]|secret-signatur[e]|git fetc[h]"; done >> /home/seen 2> /dev/null\'',
    );
    const url = "https://deploy:forge-token-1234@forge.test/private/site.git";
    const cloned = await built({ source: gitOf("main", { url }) });
    const fetched = await built({ source: archiveOf("good.zip"), recipe: templates.static.build?.({}) ?? {} });
    await inside("systemctl stop watch");
    for (const one of [cloned, fetched]) {
      expect(one).toMatchObject({ state: "built" });
      expect(JSON.stringify(one)).not.toMatch(/forge-token|secret-signature/);
    }
    const seen = await inside("sort -u /home/seen");
    expect(seen).toContain("git fetch");
    expect(seen).not.toMatch(/forge-token|secret-signature/);
  });

  test("what a program prints of a key or of an address with a token is not in the log", async () => {
    await push("prints", {
      Dockerfile: `${base}RUN echo https://ann:hunter22@example.org/x; printf 'a\\033[31mred\\033[0m\\rb\\n'\n`,
    });
    const text = textOf(await built({ source: gitOf("prints") }));
    expect(text).toContain("https://[redacted]@example.org/x\n");
    expect(text).toContain("\nared\nb\n");
  });

  describe("archives", () => {
    const recipe = templates.static.build?.({}) ?? {};
    test.each(["good.zip", "good.tar.gz"])("%s is built, from the folder that it holds", async (name) => {
      expect(await built({ source: archiveOf(name), recipe })).toMatchObject({
        state: "built",
        revision: { id: digestOf(name) },
      });
      const shown = await asBuilder(
        "podman run --rm --network none localhost/shop:1 sh -c 'ls /srv/www; cat /srv/www/index.html'",
      );
      expect(shown).toContain("<h1>from an archive</h1>");
      expect(shown).toContain(name === "good.zip" ? "größe.html" : "again.html\nindex.html\nsame.html");
    });

    test("one that is hostile or damaged is refused with the name of its entry, and writes nothing anywhere else", async () => {
      const unsafe = [
        ...["climbs.tar.gz", "absolute.tar.gz", "link-out.tar.gz", "link-absolute.tar.gz", "link-chain.tar.gz"],
        ...[
          "through-inner-link.tar.gz",
          "hard-out.tar.gz",
          "device.tar.gz",
          "pipe.tar.gz",
          "setuid.tar.gz",
          "twice.tar.gz",
        ],
        ...["zeros.tar.gz", "climbs.zip", "backslash.zip", "link-out.zip", "setuid.zip", "zeros.zip"],
      ];
      const others: Record<string, string> = {
        ...{
          "through-link.tar.gz": "archive_unsafe",
          "newline.tar.gz": "archive_unsafe",
          "deep.tar.gz": "archive_unsafe",
        },
        ...{ "many.tar.gz": "too_large", "lying.zip": "archive_unreadable", "header.tar.gz": "archive_unreadable" },
        ...{
          "garbage.zip": "archive_unreadable",
          "garbage.tar.gz": "archive_unreadable",
        },
      };
      const all = [...unsafe, ...Object.keys(others)];
      const unpack = `for name in "$@"; do rm -rf ~/out && mkdir ~/out && form=\${name#*.}
        /usr/local/lib/rookery/lib/build/unpack $form /home/forge/files/$name ~/out || true; done; rm -rf ~/out`;
      const refusals = (await asBuilder(unpack, ...all)).trim().split("\n");
      expect(refusals).toHaveLength(all.length);
      for (const [index, name] of all.entries()) {
        const { code, message } = JSON.parse(refusals[index] ?? "");
        expect([name, code]).toEqual([name, `build.${others[name] ?? "archive_unsafe"}`]);
        if (unsafe.includes(name)) expect(message).toContain(name.replace(/\..*/, ""));
      }
      expect(await built({ source: archiveOf("climbs.tar.gz"), recipe })).toMatchObject({
        code: "build.archive_unsafe",
      });
      const strays = "-maxdepth 3 \\( -name climbs -o -name absolute -o -name through-link -o -name '*backslash' \\)";
      expect(await inside(`find /tmp /home ${strays} ! -path '/home/forge/*'`)).toBe("");
      expect(await left()).toBe("");
    });
  });
});
