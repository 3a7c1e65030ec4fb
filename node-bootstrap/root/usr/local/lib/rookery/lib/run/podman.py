"""Asks the account's own podman by its socket: a twentieth of what starting podman costs."""

import http.client
import json
import os
import socket
from urllib.parse import urlencode


class Connection(http.client.HTTPConnection):
    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(f"{os.environ['XDG_RUNTIME_DIR']}/podman/podman.sock")


def ask(method, path, query, timeout=30):
    connection = Connection("podman", timeout=timeout)
    try:
        connection.request(method, f"/v5.0.0/libpod/{path}?{urlencode(query)}")
        answer = connection.getresponse()
        body = answer.read()
        if answer.status >= 400:
            raise OSError(f"podman answered {answer.status} to {path}: {body[:300]!r}")
        return json.loads(body) if body else None
    finally:
        connection.close()


def containers_of(stack):
    label = f"com.docker.compose.project={stack}"
    return ask("GET", "containers/json", {"all": "true", "filters": json.dumps({"label": [label]})})


def inspect(container):
    return ask("GET", f"containers/{container}/json", {})


def stop(container, grace_seconds):
    ask("POST", f"containers/{container}/stop", {"timeout": grace_seconds}, timeout=grace_seconds + 20)
