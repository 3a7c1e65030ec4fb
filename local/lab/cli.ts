import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { newSshKeyPair } from "#core/nodes/ssh-key-pair.ts";
import { clearLab, startLab } from "./lab.ts";

const usage = `npm run lab -- up|down|status|ssh [NAME] [--dir DIR]

up [NAME]      builds what is missing, boots the node and leaves it running
               --key FILE          the platform's public SSH key (default: one of its own)
               --ssh-port N --http-port N
down [NAME]    shuts it down; its data stays in DIR/NAME
status         lists the nodes in DIR
ssh [NAME]     a root shell inside, past the doors; after --, a command

NAME is lab1 and DIR .data/lab unless given.`;

/** `npm run lab`. Resolves to the exit code. */
export async function labCommand(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      dir: { type: "string", default: ".data/lab" },
      key: { type: "string" },
      "ssh-port": { type: "string", default: "0" },
      "http-port": { type: "string", default: "0" },
      help: { type: "boolean", default: false },
    },
  });
  const [verb, name = "lab1", ...command] = positionals;
  const dir = resolve(values.dir);
  try {
    switch (values.help ? "help" : verb) {
      case "up":
        return await up(dir, name, values.key, Number(values["ssh-port"]), Number(values["http-port"]));
      case "down":
        await clearLab(join(dir, name));
        return 0;
      case "status":
        return await status(dir);
      case "ssh":
        return await shell(join(dir, name), command);
      default:
        console.log(usage);
        return verb === undefined || values.help ? 0 : 64;
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  }
}

async function up(dir: string, name: string, keyFile: string | undefined, sshPort: number, httpPort: number) {
  const here = join(dir, name);
  await mkdir(here, { recursive: true });
  const platformPublicKey = keyFile ? await readFile(keyFile, "utf8") : await ownKey(here);
  const started = performance.now();
  const lab = await startLab({ dir: here, name, sshPort, httpPort, platformPublicKey, log: console.log, tied: false });
  const { host, hostKey } = lab;
  await writeFile(
    join(here, "address.json"),
    JSON.stringify({ host, sshPort: lab.sshPort, httpPort: lab.httpPort, hostKey }),
  );
  console.log(`${name} is up after ${((performance.now() - started) / 1000).toFixed(1)} s`);
  console.log(`  SSH       ${host}:${lab.sshPort}${keyFile ? "" : `, key ${join(here, "key")}`}`);
  console.log(`  ingress   http://${host}:${lab.httpPort}`);
  console.log(`  host key  ${hostKey}`);
  return 0;
}

async function ownKey(dir: string): Promise<string> {
  const file = join(dir, "key");
  if (!existsSync(`${file}.pub`)) {
    const pair = newSshKeyPair("rookery lab");
    await writeFile(file, pair.private, { mode: 0o600 });
    await writeFile(`${file}.pub`, `${pair.public}\n`);
  }
  return readFile(`${file}.pub`, "utf8");
}

async function status(dir: string): Promise<number> {
  const names = existsSync(dir) ? await readdir(dir) : [];
  if (names.length === 0) console.log(`There are no lab nodes in ${dir}.`);
  for (const name of names) {
    const running = existsSync(join(dir, name, "init.pid"));
    const note = join(dir, name, "address.json");
    const { host, sshPort, httpPort } = existsSync(note) ? JSON.parse(await readFile(note, "utf8")) : {};
    console.log(
      running ? `${name}  running  SSH ${host}:${sshPort}  ingress http://${host}:${httpPort}` : `${name}  stopped`,
    );
  }
  return 0;
}

async function shell(dir: string, command: string[]): Promise<number> {
  const pid = join(dir, "init.pid");
  if (!existsSync(pid)) throw new Error(`No lab node is running in ${dir}.`);
  const init = (await readFile(pid, "utf8")).trim();
  const path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const env = ["env", "-i", "-C", "/root", "HOME=/root", `TERM=${process.env.TERM ?? "dumb"}`, path];
  const inner = [...env, ...(command.length > 0 ? command : ["bash", "-l"])];
  const child = spawn("nsenter", ["-t", init, "-a", "--", ...inner], { stdio: "inherit" });
  return new Promise((done, fail) => {
    child.on("error", fail);
    child.on("close", (code) => done(code ?? 1));
  });
}
