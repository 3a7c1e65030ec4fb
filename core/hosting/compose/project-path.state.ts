export type ProjectPath =
  | { readonly kind: "inside"; readonly path: string }
  | { readonly kind: "outside" }
  | { readonly kind: "host" }
  | { readonly kind: "remote" };

/** Where a path leads, seen from the top of the project. `inside` is normalised: no dots, no slash at either end. */
export function projectPath(written: string): ProjectPath {
  if (
    /^[a-z][a-z0-9+.-]*:/i.test(written) ||
    /^[^/]*@[^/]*:/.test(written) ||
    /^(?:[\w-]+\.)+[a-z]{2,}\//i.test(written)
  ) {
    return { kind: /^[a-z]:(?:[\\/]|$)/i.test(written) ? "host" : "remote" };
  }
  if (/^[/\\~]/.test(written)) return { kind: "host" };
  // A backslash separates folders on some machines and belongs to a name on others.
  if (written.includes("\\") || written.includes("\0") || written.length > 1000) return { kind: "outside" };
  const parts: string[] = [];
  for (const part of written.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.pop() === undefined) return { kind: "outside" };
  }
  return { kind: "inside", path: parts.join("/") };
}
