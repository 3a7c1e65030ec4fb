import type { GitAddress } from "./git-address.state.ts";

/** What the large hosts of repositories publish as their keys. */
const published: Readonly<Record<string, string>> = {
  "bitbucket.org": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIazEu89wgQZ4bqs3d63QSMzYVa0MuJ2e2gKTKqu+UUO",
  "codeberg.org": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIVIC02vnjFyL+I4RHfvIGNtOgJMe769VTF1VR4EB3ZB",
  "github.com": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl",
  "gitlab.com": "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAfuCHKVTjquxvt6CM6tdG4SLp1Btn/nOeHHE5UOzRdf",
};

/** The key of a host that publishes it, so that nobody has to enter it. */
export const publishedKey = ({ host, port }: Pick<GitAddress, "host" | "port">): string | undefined =>
  (port ?? 22) === 22 && Object.hasOwn(published, host) ? published[host] : undefined;

const kinds = "ssh-ed25519|ecdsa-sha2-nistp(?:256|384|521)|ssh-rsa";
const keyLine = new RegExp(
  `^(?:[^\\s#@|]+[ \\t]+)?(${kinds})[ \\t]+(AAAA[A-Za-z0-9+/]{40,900}={0,2})(?:[ \\t]+[^\\r\\n]*)?$`,
);

/** `kind base64` of a line as ssh-keyscan, known_hosts files and servers show it; undefined where it is none. */
export function readHostKey(typed: string): string | undefined {
  const lines = typed.split("\n").flatMap((line) => {
    const text = line.trim();
    return text === "" || text.startsWith("#") ? [] : [text];
  });
  const found = lines.length === 1 ? keyLine.exec(lines[0] ?? "") : null;
  // What is encoded says its own kind first: text that only looks like a key does not.
  if (!found) return undefined;
  const [, kind = "", encoded = ""] = found;
  const named = atob(encoded.slice(0, 48)).slice(4, 4 + kind.length);
  return named === kind ? `${kind} ${encoded}` : undefined;
}

/** The line of a known_hosts file that pins a host to its key. */
export const knownHostsLine = ({ host, port }: Pick<GitAddress, "host" | "port">, hostKey: string): string =>
  `${(port ?? 22) === 22 ? host : `[${host}]:${port}`} ${hostKey}\n`;
