"""Has podman make the image, as the account's user, and keeps what later builds begin with within bounds."""

import os
import re
import shutil
from pathlib import Path

from command import output, run
from report import Failure

CACHE_MAX_BYTES = 3 * 1024 * 1024 * 1024
home = Path.home()
cache = home / ".cache/rookery/build"
env = {
    "PATH": os.environ["PATH"],
    "XDG_RUNTIME_DIR": os.environ["XDG_RUNTIME_DIR"],
    "LC_ALL": "C.UTF-8",
    # Which registry a short name means in a Dockerfile is set there, for builds alone.
    "HOME": "/usr/local/share/rookery/build",
    "XDG_DATA_HOME": str(home / ".local/share"),
    "XDG_CONFIG_HOME": str(home / ".config"),
    "XDG_CACHE_HOME": str(home / ".cache"),
    # Podman keeps `RUN --mount=type=cache` there: in the account's own home, where its disk space is counted.
    "TMPDIR": str(cache),
}


def build(image, containerfile, context, keeps_steps, memory_mb, report, deadline):
    cache.mkdir(parents=True, exist_ok=True)
    # In the unit's own control group, so that the containers of the steps end with it and count against its limits.
    argv = ["podman", "--cgroup-manager=cgroupfs", "build", "--format=docker", "--pull=missing", "--force-rm"]
    # Keeping a step compares every file of what the image begins with: our recipes have little to keep and begin with much.
    argv += [f"--layers={'true' if keeps_steps else 'false'}"]
    argv += [f"--file={containerfile}", f"--tag={image}", "--", str(context)]
    status, last = run(argv, report, deadline, env)
    if status != 0:
        raise reason(list(last), memory_mb)


def reason(last, memory_mb):
    said = "\n".join(last)
    error = next((line for line in reversed(last) if line.startswith("Error: ")), "")
    step = re.search(r'STEP "(.+?)":', error)
    at = f"at the step “{step[1][:200]}”" if step else "before its first step"
    if memory_ran_out() or re.search(r"exit status 137\b", error):
        return Failure(
            "build.out_of_memory",
            f"The build was ended {at}: it needed more memory than the {memory_mb} MB that a build has. Make that step need less.",
        )
    if re.search(r"no space left on device|disk quota exceeded", said, re.IGNORECASE):
        return Failure("build.disk_full", f"The disk space of this account was used up {at}. Make room, or choose a plan with more.")
    if re.search(r"no items matching glob|no such file or directory", error):
        return Failure("build.file_missing", f"The build ended {at}: a file that it needs is not in the source. Add it, or choose the folder that it is in.")
    if re.search(r"unable to copy from source|pulling image|initializing source|no policy\.json|name unknown|manifest unknown", error):
        return Failure("build.base_unknown", "The image that the Dockerfile begins with could not be had. Check its name after FROM.")
    return Failure("build.failed", f"The build failed {at}. The last lines of the log say why.")


def memory_ran_out():
    """Whether the kernel ended a process of the unit's for want of memory."""
    own = next(line.strip().removeprefix("0::") for line in open("/proc/self/cgroup") if line.startswith("0::"))
    events = Path("/sys/fs/cgroup" + own).parent / "memory.events"
    try:
        return any(name == "oom_kill" and int(count) > 0 for name, count in map(str.split, open(events)))
    except OSError:
        return False


def prune():
    """Layers of earlier builds that no image has any more go, the oldest first, until what is left fits."""
    while used() > CACHE_MAX_BYTES:
        listed = output(["podman", "images", "--filter=dangling=true", "--sort=created", "--quiet", "--no-trunc"], env).decode().split()
        if not listed:
            # Only what steps keep for themselves is left, or images that run.
            shutil.rmtree(cache, ignore_errors=True)
            return
        # Sorted with the youngest first; whatever only these were made of goes with them.
        run_quietly(["podman", "rmi", *listed[-max(1, len(listed) // 2) :]])


def used():
    layers = home / ".local/share/containers/storage/overlay"
    # Files of containers belong to subordinate ids.
    return sum(int(line.split()[0]) for line in output(["podman", "unshare", "du", "-sb", str(layers), str(cache)], env).splitlines())


def run_quietly(argv):
    try:
        output(argv, env)
    except OSError:
        pass
