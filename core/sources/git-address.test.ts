import { describe, expect, test } from "vitest";
import { randomFrom } from "../kernel/test-random.ts";
import { isBranch, isFolder, readGitAddress } from "./git-address.state.ts";
import { knownHostsLine, publishedKey, readHostKey } from "./host-key.state.ts";

const urlOf = (typed: string) => {
  const read = readGitAddress(typed);
  return "url" in read ? read.url : undefined;
};

describe("the address of a repository", () => {
  test.each([
    ["https://github.com/team/site.git", "https://github.com/team/site.git"],
    [" https://Git.Example.com:8443/team/site/ ", "https://git.example.com:8443/team/site"],
    ["git@github.com:team/site.git", "ssh://git@github.com/team/site.git"],
    ["ssh://git@git.example.com:2222/~ada/site.git", "ssh://git@git.example.com:2222/~ada/site.git"],
    ["ssh://deploy@git.example.com:2222/team/site.git", "ssh://deploy@git.example.com:2222/team/site.git"],
    ["ssh://git.example.com/team/site", "ssh://git@git.example.com/team/site"],
  ])("%s is kept as %s", (typed, kept) => {
    expect(urlOf(typed)).toBe(kept);
    expect(urlOf(kept)).toBe(kept);
  });

  test.each([
    ["another transport", "http://example.com/a"],
    ["a helper that runs a command", "ext::sh -c id"],
    ["a file", "file:///etc/passwd"],
    ["a path", "/srv/git/site.git"],
    ["a way up", "https://example.com/team/../../etc"],
    ["a coded way up", "https://example.com/%2e%2e/etc"],
    ["a host that is an option", "ssh://-oProxyCommand=id/a"],
    ["a user that is an option", "ssh://-oProxyCommand=id@example.com/a"],
    ["a path that is an option", "git@example.com:--upload-pack/id"],
    ["a query", "https://example.com/a?b"],
    ["a fragment", "https://example.com/a#b"],
    ["a line break", "https://example.com/a\nb"],
    ["no path", "https://example.com/"],
    ["a port that is none", "https://example.com:99999/a"],
  ])("with %s is none", (_what, typed) => {
    expect(urlOf(typed)).toBeUndefined();
  });

  test("with a password in it is refused in words that do not repeat it", () => {
    for (const typed of [
      "https://ada:hunter2@example.com/a",
      "https://hunter2@example.com/a",
      "ssh://git:hunter2@example.com/a",
    ]) {
      const read = readGitAddress(typed);
      expect(read).toEqual({ problem: expect.stringContaining("Leave user and password out of the address") });
      expect(JSON.stringify(read)).not.toContain("hunter2");
    }
  });

  /** Texts of what people and attackers type, the same in each run. */
  function* typedOf(seed: number, parts: readonly string[]): Generator<string> {
    const random = randomFrom(seed);
    for (let count = 0; count < 20_000; count++) {
      const length = 1 + Math.floor(random() * 7);
      yield Array.from({ length }, () => parts[Math.floor(random() * parts.length)]).join("");
    }
  }

  test("whatever is typed, comes out as plain https or ssh, or not at all", () => {
    const parts = [
      ...[
        "https://example.com/",
        "ssh://git@",
        "git@",
        "ext::",
        "file://",
        "-",
        "--upload-pack=",
        "..",
        "/",
        ":",
        "@",
        "%2e",
        " ",
        "\n",
      ],
      ...[
        "example.com",
        "team",
        "site.git",
        "$(id)",
        "`id`",
        ";id",
        "'",
        '"',
        "\\",
        "?",
        "#",
        "~",
        "127.0.0.1",
        "é",
        "\0",
      ],
    ];
    let read = 0;
    for (const typed of typedOf(1, parts)) {
      const url = urlOf(typed);
      if (url === undefined) continue;
      read += 1;
      expect(url).toMatch(/^(?:https:\/\/|ssh:\/\/[a-z_][\w-]*@)[a-z0-9][a-z0-9.-]*(?::\d+)?(?:\/[\w~+][\w.~+-]*)+$/i);
      expect(urlOf(url)).toBe(url);
    }
    expect(read).toBeGreaterThan(20);
  });

  test("branches and folders that are typed begin no option, leave no folder and hold nothing for a shell", () => {
    const parts = [
      "main",
      "feature",
      "-",
      "--",
      "/",
      ".",
      "..",
      "@",
      "{",
      "~1",
      "^",
      ":",
      " ",
      "\n",
      "$",
      "`",
      "*",
      ".lock",
      "\\",
      "é",
    ];
    for (const text of typedOf(2, parts)) {
      if (isBranch(text)) expect(text).toMatch(/^(?!.*(?:\.\.|\/\/|@\{))[A-Za-z0-9_+#@][\w./+#@-]*$/);
      if (!isFolder(text) || text === "") continue;
      for (const part of text.split("/")) expect(part).toMatch(/^(?!\.{1,2}$)[A-Za-z0-9_.+@][\w.+ @-]*$/);
    }
  });

  test.each(["main", "feature/new-page", "release-1.2", "user@host/x", "fix#12"])("%s is a branch", (name) =>
    expect(isBranch(name)).toBe(true),
  );
  test.each(["", "-x", "a..b", "a.lock", "a/.b", "/a", "a/", "a b", "HEAD", "@", "a@{1}", "refs\0"])(
    "%j is no branch",
    (name) => expect(isBranch(name)).toBe(false),
  );
});

describe("the key of a repository's host", () => {
  const key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

  test("is read from what ssh-keyscan prints, from a known_hosts file and from a server's own file", () => {
    for (const typed of [
      key,
      `github.com ${key}`,
      `# a comment\n[git.example.com]:2222 ${key}\n`,
      `${key} root@host`,
    ]) {
      expect(readHostKey(typed)).toBe(key);
    }
  });

  test("is one, and says itself what kind it is", () => {
    const other = key.replace("ssh-ed25519", "ssh-rsa");
    for (const typed of ["", "hunter2", other, `${key}\n${key}`, `@cert-authority * ${key}`, `* ${key}\nssh-rsa x`]) {
      expect(readHostKey(typed), typed).toBeUndefined();
    }
  });

  test("is known of the large hosts, on the port that they publish it for", () => {
    expect(publishedKey({ host: "github.com", port: null })).toBe(key);
    expect(publishedKey({ host: "github.com", port: 2222 })).toBeUndefined();
    expect(publishedKey({ host: "toString", port: null })).toBeUndefined();
  });

  test("pins its host and port", () => {
    expect(knownHostsLine({ host: "github.com", port: null }, key)).toBe(`github.com ${key}\n`);
    expect(knownHostsLine({ host: "git.example.com", port: 2222 }, key)).toBe(`[git.example.com]:2222 ${key}\n`);
  });
});
