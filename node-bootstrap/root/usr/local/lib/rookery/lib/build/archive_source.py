"""An archive that a customer uploaded: downloaded, compared with its digest, unpacked by a program of its own that trusts nothing in it."""

import hashlib
import http.client
import json
import subprocess
from urllib.parse import urlsplit

from report import Failure

ARCHIVE_MAX_BYTES = 512 * 1024 * 1024


def fetch(source, folder, wanted, report, deadline):
    """Lays the archive's files into `folder/source` and says where the site's own begin."""
    report.line("Fetching the archive")
    archive = folder / "archive"
    size = download(source, archive, deadline)
    report.line(f"Unpacking {size} bytes")
    target = folder / "source"
    target.mkdir()
    unpacked = subprocess.run(
        ["/usr/local/lib/rookery/lib/build/unpack", source["format"], archive, target],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        timeout=deadline.left(),
    )
    archive.unlink()
    if unpacked.returncode != 0:
        try:
            refusal = json.loads(unpacked.stdout)
        except ValueError:
            refusal = {"code": "build.archive_unreadable", "message": "The archive cannot be unpacked with the memory of a build."}
        raise Failure(refusal["code"], refusal["message"])
    return only_folder(target, wanted), {"id": source["sha256"], "subject": "", "author": "", "at": ""}


def only_folder(target, wanted):
    """Whoever packs a folder gets an archive with that folder in it, and means what is inside."""
    entries = list(target.iterdir())
    if (wanted and (target / wanted).is_dir()) or len(entries) != 1 or not entries[0].is_dir() or entries[0].is_symlink():
        return target
    return entries[0]


def download(source, archive, deadline):
    gone = Failure(
        "build.source_unreachable", "The archive could not be fetched from where it was uploaded to. Start the build again, or upload it again."
    )
    address = urlsplit(source["url"])
    digest = hashlib.sha256()
    size = 0
    try:
        connection = http.client.HTTPSConnection(address.hostname, address.port, timeout=min(30, deadline.left()))
        connection.request("GET", (address.path or "/") + (f"?{address.query}" if address.query else ""))
        answer = connection.getresponse()
        if answer.status != 200:
            raise gone
        with open(archive, "wb") as file:
            while chunk := answer.read(1024 * 1024):
                deadline.left()
                size += len(chunk)
                if size > ARCHIVE_MAX_BYTES:
                    raise Failure("build.too_large", "The archive is larger than 512 MB. Leave out what is not needed to build the site.")
                digest.update(chunk)
                file.write(chunk)
        connection.close()
    except (OSError, http.client.HTTPException) as error:
        raise gone from error
    if digest.hexdigest() != source["sha256"]:
        raise Failure("build.archive_differs", "The archive is not the one that was uploaded. Upload it again.")
    return size
