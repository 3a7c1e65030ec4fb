"""Runs the programs of a build: never by a shell, never longer than the build may take, everything they print in its log."""

import os
import resource
import selectors
import subprocess
import time
from collections import deque

from report import Failure

LINE_BUFFER_BYTES = 64 * 1024


class Deadline:
    def __init__(self, seconds):
        self.seconds = seconds
        self.end = time.monotonic() + seconds

    def left(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise Failure(
                "build.timed_out",
                f"The build was not done after {duration(self.seconds)} and was ended. The log shows what it was doing.",
            )
        return left


def duration(seconds):
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60} minutes"


def output(argv, env):
    """What a quick program of our own choice prints, as bytes."""
    return subprocess.run(argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=True).stdout


def run(argv, report, deadline, env, file_max_bytes=None):
    """Returns how the program ended and its last lines; without a report nobody else sees them."""

    def limit():
        if file_max_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_max_bytes, file_max_bytes))

    child = subprocess.Popen(
        argv, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, preexec_fn=limit
    )
    last = deque(maxlen=50)

    def say(line):
        text = line.decode("utf-8", "replace").rstrip()
        last.append(text)
        if report:
            report.line(text)

    try:
        pending = b""
        with selectors.DefaultSelector() as selector:
            selector.register(child.stdout, selectors.EVENT_READ)
            while True:
                ready = selector.select(min(deadline.left(), 0.5))
                if not ready:
                    # What a program leaves running may hold its output open for ever.
                    if child.poll() is not None:
                        break
                    continue
                chunk = os.read(child.stdout.fileno(), LINE_BUFFER_BYTES)
                if not chunk:
                    break
                *lines, pending = (pending + chunk).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
                for line in lines:
                    say(line)
                if len(pending) > LINE_BUFFER_BYTES:
                    say(pending)
                    pending = b""
        if pending:
            say(pending)
        return child.wait(timeout=deadline.left()), last
    except subprocess.TimeoutExpired:
        deadline.left()
        raise
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
