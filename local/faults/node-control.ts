import type { Lab } from "../lab/lab.ts";
import { eventually } from "./eventually.ts";

/** Resolves once a program of the node runs whose command line has this in it. */
export const underWay = (lab: Lab, program: string): Promise<string> =>
  // The brackets keep the pattern from finding the shell that looks for it.
  lab.inside("bash", ["-c", `until pgrep -f '[/]${program.slice(1)}' > /dev/null; do sleep 0.05; done`]);

/** Ends every session of the platform on the node, as if their processes had been killed. */
export const dropSessions = (lab: Lab): Promise<string> =>
  lab.inside("bash", ["-c", "pkill -KILL -f 'sshd-session: [r]ookery'"]);

/** Keeps a lock of the node's primitives, so that the next one stays in the middle of its work. */
export async function holdLock(lab: Lab, file: string): Promise<() => Promise<unknown>> {
  await lab.inside("bash", ["-c", `mkdir -p "$(dirname ${file})"`]);
  await lab.inside("systemd-run", ["--quiet", "--collect", "--unit=faults-lock", "flock", file, "sleep", "60"]);
  await eventually("the lock is held", async () => {
    const free = await lab.inside("bash", ["-c", `flock -n ${file} true && echo free || echo held`]);
    return free === "held\n";
  });
  return () => lab.inside("systemctl", ["stop", "faults-lock.service"]);
}

/** The image of static sites is gone from the node and cannot be built again, until it is mended. */
export async function breakImage(lab: Lab): Promise<() => Promise<unknown>> {
  const [store, aside] = ["/var/lib/rookery/images/overlay-images", "/var/lib/rookery/images/aside"];
  const fails = "/run/systemd/system/rookery-image@static.service.d";
  await lab.inside("bash", [
    "-euc",
    `cp -a ${store} ${aside} && echo '[]' > ${store}/images.json
     mkdir -p ${fails} && printf '[Service]\\nExecStart=\\nExecStart=/bin/false\\n' > ${fails}/fails.conf
     systemctl daemon-reload`,
  ]);
  const mend = `cp -a ${aside}/images.json ${store}/images.json && rm -rf ${aside} ${fails} && systemctl daemon-reload`;
  return () => lab.inside("bash", ["-euc", mend]);
}

/** Sites that are started from now on never say that they are healthy. */
export async function failsHealthChecks(lab: Lab) {
  const check =
    "$(find /var/lib/rookery/images/overlay -path '*/usr/local/bin/healthy' -o -path '*/usr/local/bin/answers' | head -n 1)";
  await lab.inside("bash", [
    "-c",
    `check=${check}; cp -a "$check" /root/healthy && printf '#!/bin/bash\\nexit 1\\n' > "$check"`,
  ]);
  return {
    heal: () => lab.inside("bash", ["-c", `check=${check}; cat /root/healthy > "$check"`]),
    /** Does not wait for the health check's own interval: as often as makes a container unhealthy. */
    checkNow: async (user: string): Promise<void> => {
      const script = `uid=$(id -u ${user}) || exit 0
        as() { setpriv --reuid=$uid --regid=$uid --init-groups env HOME=/home/${user} XDG_RUNTIME_DIR=/run/user/$uid "$@"; }
        for container in $(as podman ps -q); do for time in 1 2 3; do as podman healthcheck run $container > /dev/null; done; done; true`;
      await lab.inside("bash", ["-c", script]);
    },
  };
}

/** A file system of 1 MB in the place of an account's home, until it is enlarged. */
export async function limitHome(lab: Lab, user: string): Promise<() => Promise<unknown>> {
  const home = `/home/${user}`;
  await lab.inside("bash", ["-c", `mkdir ${home} && mount -t tmpfs -o size=1m,mode=700 tmpfs ${home}`]);
  return () => lab.inside("bash", ["-c", `findmnt ${home} > /dev/null && mount -o remount,size=200m ${home}; true`]);
}
