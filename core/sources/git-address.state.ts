export interface GitAddress {
  scheme: "https" | "ssh";
  /** Of ssh alone: https knows no user in the address. */
  user: string | null;
  host: string;
  port: number | null;
  path: string;
  /** The one way in which it is stored, shown and handed to a node. */
  url: string;
}

/** What is wrong with an address, as a sentence for whoever typed it. It never repeats what was typed. */
export type AddressProblem = { problem: string };

const addressMax = 300;
const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
const segment = /^(?![-.])[\w.~+-]{1,100}$/;
const userName = /^[a-z_][a-z0-9_-]{0,31}$/i;

const problems = {
  scheme: "Enter an address that begins with https:// or ssh://, or one such as git@example.com:team/site.git.",
  credentials:
    "Leave user and password out of the address. Connect it by ssh with a deploy key, or enter a token below.",
  host: "This is not the name of a server.",
  path: "The path of a repository has letters, digits, dots, hyphens and underscores between its slashes.",
  long: `An address has at most ${addressMax} characters.`,
} as const;

const failing = (name: keyof typeof problems): AddressProblem => ({ problem: problems[name] });

/** Reads the address of a Git repository: https and ssh, and nothing that another transport or an option could be made of. */
export function readGitAddress(typed: string): GitAddress | AddressProblem {
  const text = typed.trim();
  if (text.length > addressMax) return failing("long");
  const short = /^([\w-]+)@([^\s/:@]+):(?!\/)(.+)$/.exec(text);
  const long = /^(https|ssh):\/\/([^/]*)\/(.+)$/.exec(text);
  if (short) return put("ssh", short[1] ?? "", short[2] ?? "", short[3] ?? "");
  if (!long) return failing("scheme");
  const [scheme, authority = "", path = ""] = [long[1] === "ssh" ? "ssh" : "https", long[2], long[3]] as const;
  const at = authority.lastIndexOf("@");
  const user = at === -1 ? "" : authority.slice(0, at);
  if (user.includes(":") || (at !== -1 && scheme === "https")) return failing("credentials");
  return put(scheme, scheme === "ssh" ? user || "git" : "", authority.slice(at + 1), path);
}

function put(scheme: GitAddress["scheme"], user: string, authority: string, rest: string): GitAddress | AddressProblem {
  const [, name = "", digits] = /^([^:]*)(?::(\d{1,5}))?$/.exec(authority) ?? [];
  const host = name.toLowerCase();
  const port = digits === undefined ? null : Number(digits);
  if (host.length > 253 || !host.split(".").every((part) => label.test(part))) return failing("host");
  if (port !== null && (port < 1 || port > 65_535)) return failing("host");
  if (scheme === "ssh" && !userName.test(user)) return failing("credentials");
  const path = rest.replace(/\/+$/, "");
  // A home on the server: `~user`, as some hosts have it.
  if (!path.split("/").every((part) => segment.test(part))) return failing("path");
  const before = scheme === "ssh" ? `${user}@` : "";
  const url = `${scheme}://${before}${host}${port === null ? "" : `:${port}`}/${path}`;
  return { scheme, user: scheme === "ssh" ? user : null, host, port, path, url };
}

/** What Git takes as a branch's name, without what only few names have and what options begin with. */
export const isBranch = (name: string): boolean =>
  /^\w(?:[\w./+@#=-]{0,198}[\w+@#=-])?$/.test(name) &&
  !/\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)/.test(name) &&
  name !== "HEAD";

/** A folder of the repository, from its top, without slashes at its ends; empty: the top itself. */
export function isFolder(path: string): boolean {
  return (
    path === "" ||
    (path.length <= 300 &&
      path.split("/").every((part) => /^(?!-)(?!\.{1,2}$)[\w.+ @-]{1,100}$/.test(part) && part === part.trim()))
  );
}
