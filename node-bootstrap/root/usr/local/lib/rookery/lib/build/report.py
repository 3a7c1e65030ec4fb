"""What a build, or a command, says of itself: its state in one file, its log in another, a JSON document a line."""

import json
import os
import re
from collections import deque
from datetime import datetime, timezone
from urllib.parse import unquote, urlsplit

LINE_MAX_CHARACTERS = 2000
# So many make a page of a thousand lines fit into what a primitive may answer.
ENTRY_MAX_BYTES = 3000
LAST_LINES = 200

TERMINAL_SEQUENCES = re.compile(r"\x1b(?:\[[0-9;:?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
# The user of an ssh address is no secret.
CREDENTIALS_IN_ADDRESS = re.compile(r"(?<!ssh)://[^/\s@'\"]+@")


class Failure(Exception):
    """Why there is no image: `code` for programs, `message` for a person, who learns what to do."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


def secrets_of(source):
    """Everything of a source that no log may show."""
    found = [line for line in (source.get("key") or "").splitlines() if not line.startswith("-----")]
    address = urlsplit(source["url"])
    if address.scheme == "https":
        found += [address.query, address.password or "", unquote(address.password or "")]
        # A token may stand alone, in the name's place.
        if "@" in address.netloc and address.password is None:
            found.append(address.username or "")
    return sorted({text for text in found if len(text) >= 6}, key=len, reverse=True)


class Report:
    def __init__(self, folder, secrets, max_bytes):
        self.folder = folder
        self.secrets = secrets
        self.max_bytes = max_bytes
        self.written = 0
        self.left_out = 0
        self.last = deque(maxlen=LAST_LINES)
        self.known = {}
        self.log = os.open(folder / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)

    def state(self, state, **more):
        """Replaces the file at once: a reader sees the one state or the other."""
        self.known = {**self.known, **more, "state": state}
        temporary = self.folder / "status.partial"
        temporary.write_text(json.dumps(self.known))
        temporary.replace(self.folder / "status.json")

    def line(self, text):
        entry = self.entry(text)
        if self.left_out == 0 and self.written + len(entry) <= self.max_bytes:
            self.write(entry)
            return
        if self.left_out == 0:
            self.write(self.entry(f"The log is full. Of what follows only the last {LAST_LINES} lines are shown, at the end."))
        self.left_out += 1
        self.last.append(entry)

    def close(self):
        if self.left_out:
            self.write(self.entry(f"{self.left_out - len(self.last)} lines were left out."))
            for entry in self.last:
                self.write(entry)

    def entry(self, text):
        text = TERMINAL_SEQUENCES.sub("", text)
        for secret in self.secrets:
            text = text.replace(secret, "[redacted]")
        text = CREDENTIALS_IN_ADDRESS.sub("://[redacted]@", text)
        text = CONTROL_CHARACTERS.sub("", text)[:LINE_MAX_CHARACTERS]
        at = datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        while len(entry := json.dumps({"at": at, "text": text}) + "\n") > ENTRY_MAX_BYTES:
            text = text[: len(text) * 3 // 4]
        return entry.encode("ascii")

    def write(self, entry):
        os.write(self.log, entry)
        self.written += len(entry)
