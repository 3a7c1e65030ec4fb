/** "SHA256:…" as ssh prints it, for one line of a public key; undefined while it is not one. */
export async function fingerprintOf(line: string): Promise<string | undefined> {
  const [type, body] = line.trim().split(/\s+/);
  if (type !== "ssh-ed25519" || !body || !/^AAAAC3NzaC1lZDI1NTE5[A-Za-z0-9+/]{48}$/.test(body)) return undefined;
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `SHA256:${btoa(String.fromCharCode(...hash)).replace(/=+$/, "")}`;
}
