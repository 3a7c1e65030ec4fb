import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, open as openFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { freePort } from "../platform/free-port.ts";
import { refuseProduction } from "../platform/refuse-production.ts";
import { insideMachine } from "./guest-agent.ts";
import {
  answers,
  bootstrapFolder,
  hostSeenFromInside,
  type Lab,
  type LabOptions,
  labCache,
  layIdentity,
  until,
} from "./lab.ts";
import { installLabPackages, isDebian, run } from "./support.ts";

/** The Debian package of each program that a virtual machine needs on the host. */
const packages = {
  "apt-get": "apt",
  flock: "util-linux",
  "mkfs.ext4": "e2fsprogs",
  mmdebstrap: "mmdebstrap",
  "qemu-img": "qemu-utils",
  "qemu-system-x86_64": "qemu-system-x86",
  setpriv: "util-linux",
  tar: "tar",
};
/** Each instruction is translated: what takes seconds elsewhere takes minutes here. */
const bootMs = 900_000;

/**
 * The same as a lab node, with a kernel, a disk and limits of its own: Debian in a virtual machine. No machine's own virtualisation is
 * used, so that it runs wherever the tests do. What lies in the folder's `upper` and `home` is laid onto the disk at the first boot.
 */
export async function startMachine(options: LabOptions): Promise<Lab> {
  refuseProduction("virtual machine");
  await installLabPackages(options.log, packages);
  const dir = resolve(options.dir);
  const made = (
    await run("bash", [join(bootstrapFolder, "lab/build-disk.sh"), labCache()], { log: options.log })
  ).trim();
  const hostKey = await layIdentity(dir, options.platformPublicKey);
  const disk = join(dir, "disk.qcow2");
  const isNew = !existsSync(disk);
  if (isNew) {
    await cp(bootstrapFolder, join(dir, "home/node-bootstrap"), { recursive: true });
    await run("tar", [
      "-cf",
      join(dir, "seed.tar"),
      "--owner=0",
      "--group=0",
      "-C",
      join(dir, "upper"),
      ".",
      "-C",
      dir,
      "home",
    ]);
    await run("qemu-img", ["create", "-q", "-f", "qcow2", "-b", join(made, "disk.img"), "-F", "raw", disk]);
  }
  const [sshPort, httpPort] = [options.sshPort || (await freePort()), options.httpPort || (await freePort())];
  const httpsPort = options.httpsPort || (await freePort());
  const forwards = Object.entries({ 22: sshPort, 80: httpPort, 443: httpsPort });
  const agent = join(dir, "agent.sock");
  const console_ = await openFile(join(dir, "run.log"), "a");
  const machine = spawn(
    "setpriv",
    [
      // It ends with whoever started it, whatever way that ends.
      ...["--pdeathsig", "KILL", "qemu-system-x86_64", "-name", options.name, "-nodefaults", "-display", "none"],
      ...["-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max", "-smp", "2", "-m", "2048", "-sandbox", "on"],
      ...["-serial", `file:${join(dir, "console.log")}`, "-device", "virtio-rng-pci"],
      ...["-kernel", join(made, "vmlinuz"), "-initrd", join(made, "initrd.img"), "-append"],
      "root=/dev/vda rw rootflags=prjquota console=ttyS0 quiet mitigations=off net.ifnames=0",
      ...["-drive", `file=${disk},if=virtio,format=qcow2,cache=unsafe`],
      ...["-drive", `file=${join(dir, "seed.tar")},if=virtio,format=raw,readonly=on`],
      ...["-device", "virtio-serial-pci", "-chardev", `socket,id=agent,path=${agent},server=on,wait=off`],
      ...["-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0"],
      ...["-device", "virtio-net-pci,netdev=n0", "-netdev"],
      [
        "user,id=n0,restrict=off",
        ...forwards.map(([inner, outer]) => `hostfwd=tcp:127.0.0.1:${outer}-:${inner}`),
      ].join(),
    ],
    { stdio: ["ignore", console_.fd, console_.fd], detached: true },
  );
  await console_.close();
  let hasEnded = false;
  const ended = new Promise<void>((done) =>
    machine.once("close", () => {
      hasEnded = true;
      done();
    }),
  );
  const inside = insideMachine(agent);
  /** Which boot this is; nothing while the agent does not answer. */
  const boot = () => inside("cat", ["/proc/sys/kernel/random/boot_id"]).catch(() => undefined);
  const bootedAfter = (before?: string) =>
    until(async () => {
      if (hasEnded) throw new Error(`The virtual machine ended: see ${join(dir, "run.log")}`);
      const now = await boot();
      return now !== undefined && now !== before;
    }, bootMs);
  const kill = async () => {
    machine.kill("SIGKILL");
    await ended;
  };
  try {
    await bootedAfter();
    if (isNew) {
      await inside("tar", ["-xf", "/dev/vdb", "-C", "/", "--no-overwrite-dir"]);
      const said = await inside("bash", [
        "/home/node-bootstrap/bootstrap.sh",
        ...["--platform-key", "/home/platform.pub", "--platform-address", hostSeenFromInside],
      ]);
      await writeFile(join(dir, "bootstrap.log"), said);
      await rm(join(dir, "home/node-bootstrap"), { recursive: true, force: true });
    }
    await answers(sshPort, bootMs);
  } catch (error) {
    await kill();
    throw error;
  }
  return {
    ...{ host: "127.0.0.1", sshPort, httpPort, httpsPort, hostKey, inside, kill },
    async stop() {
      await inside("systemctl", ["poweroff"]).catch(() => {});
      await ended;
    },
    async reboot() {
      const before = await boot();
      await inside("systemctl", ["reboot"]).catch(() => {});
      await bootedAfter(before);
      await answers(sshPort, bootMs);
    },
  };
}

/** Whether virtual machines can run here: their disk is made by root of Debian's packages, and by the host's processor for its own kind. */
export const machineSupport = (): boolean =>
  process.platform === "linux" && process.arch === "x64" && process.getuid?.() === 0 && isDebian();
