import { readFile, rm, writeFile } from "node:fs/promises";

export class DataInUse extends Error {
  readonly pid: number;

  constructor(directory: string, pid: number) {
    super(`Rookery already runs on ${directory} (process ${pid}). Stop it first, or choose another --data directory.`);
    this.name = "DataInUse";
    this.pid = pid;
  }
}

export interface DataLock {
  release(): Promise<void>;
}

/** One platform per data directory. A lock whose process has died is taken over. */
export async function lockData(directory: string): Promise<DataLock> {
  const file = `${directory}/lock`;
  const mine = `${process.pid} ${(await startOf(process.pid)) ?? ""}`.trim();
  for (;;) {
    try {
      await writeFile(file, mine, { flag: "wx", mode: 0o600 });
      return { release: () => rm(file, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = await readFile(file, "utf8").catch(() => "");
    const pid = await runningProcess(holder);
    if (pid !== undefined) throw new DataInUse(directory, pid);
    await rm(file, { force: true });
  }
}

/** The pid in a lock if that very process still runs: the number alone may since belong to another one. */
async function runningProcess(lock: string): Promise<number | undefined> {
  const [pidText = "", startedAt] = lock.split(" ");
  const pid = Number(pidText);
  if (!Number.isInteger(pid) || pid <= 0 || !alive(pid)) return undefined;
  return startedAt === undefined || startedAt === (await startOf(pid)) ? pid : undefined;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When the process started, in ticks since boot. Undefined for a dead one nobody has reaped, and without a /proc. */
async function startOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(")") + 2).split(" ") ?? [];
  return state === "Z" ? undefined : fields[18];
}
