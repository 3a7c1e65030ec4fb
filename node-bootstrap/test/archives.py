"""Lays archives into forge.sh's folder of files, good ones and hostile ones, and prints the digest of each by its name."""

import gzip
import hashlib
import io
import json
import os
import stat
import tarfile
import zipfile

FOLDER = "/home/forge/files"
PAGE = b"<h1>from an archive</h1>"


def member(name, kind=tarfile.REGTYPE, link="", mode=0o644, content=b""):
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.mode, entry.size = kind, link, mode, len(content)
    return entry, content


def tar(name, *members):
    with tarfile.open(f"{FOLDER}/{name}.tar.gz", "w:gz") as archive:
        for entry, content in members:
            archive.addfile(entry, io.BytesIO(content))


def packed(name, *entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(f"{FOLDER}/{name}.zip", "w", compression) as archive:
        for path, content, mode in entries:
            entry = zipfile.ZipInfo(path)
            entry.external_attr, entry.compress_type = mode << 16, compression
            archive.writestr(entry, content)


page = member("index.html", content=PAGE)
tar("good", member("site/", tarfile.DIRTYPE), member("site/index.html", content=PAGE), member("site/same.html", tarfile.LNKTYPE, "site/index.html"),
    member("site/again.html", tarfile.SYMTYPE, "./index.html"))
packed("good", ("www/index.html", PAGE, 0o100644), ("__MACOSX/x", b"", 0), ("www/größe.html", PAGE, 0))
tar("climbs", page, member("a/../../climbs", content=b"x"))
tar("absolute", page, member("/tmp/absolute", content=b"x"))
tar("link-out", page, member("link-out", tarfile.SYMTYPE, "../../../../../etc/passwd"))
tar("link-absolute", page, member("link-absolute", tarfile.SYMTYPE, "/etc/passwd"))
tar("link-chain", member("a/b/up", tarfile.SYMTYPE, "../.."), member("a/b/link-chain", tarfile.SYMTYPE, "up/../.."), page)
tar("through-link", member("a", tarfile.SYMTYPE, "/tmp"), member("a/through-link", content=b"x"))
tar("through-inner-link", member("b/", tarfile.DIRTYPE), member("a", tarfile.SYMTYPE, "b"), member("a/through-inner-link", content=b"x"))
tar("hard-out", page, member("hard-out", tarfile.LNKTYPE, "../../../../etc/passwd"))
tar("device", page, member("device", tarfile.CHRTYPE))
tar("pipe", page, member("pipe", tarfile.FIFOTYPE))
tar("setuid", page, member("setuid", mode=0o4755, content=b"x"))
tar("twice", page, member("twice", content=b"1"), member("twice", content=b"2"))
tar("deep", page, member("/".join(["d"] * 60) + "/deep", content=b"x"))
tar("newline", page, member("new\nline", content=b"x"))
tar("zeros", member("zeros", content=bytes(300 * 1024 * 1024)))
tar("many", *(member(f"f{number}") for number in range(51_000)))
packed("climbs", ("index.html", PAGE, 0), ("../climbs", b"x", 0))
packed("backslash", ("index.html", PAGE, 0), ("..\\backslash", b"x", 0))
packed("link-out", ("index.html", PAGE, 0), ("link-out", b"../../../etc/passwd", stat.S_IFLNK | 0o777))
packed("setuid", ("setuid", b"x", stat.S_IFREG | 0o4755))
packed("zeros", ("zeros", bytes(300 * 1024 * 1024), 0))
# Says that it holds a byte where it holds 300 MB.
lying = bytearray(open(f"{FOLDER}/zeros.zip", "rb").read())
size = (300 * 1024 * 1024).to_bytes(4, "little")
for _ in range(2):
    lying[(at := lying.find(size)) : at + 4] = (1).to_bytes(4, "little")
open(f"{FOLDER}/lying.zip", "wb").write(lying)
# A header of a terabyte.
head = bytearray(member("huge", kind=b"x")[0].tobuf(tarfile.PAX_FORMAT)[:512])
head[124:136] = b"\x80" + (2**40).to_bytes(11, "big")
head[148:156] = b" " * 8
head[148:156] = b"%06o\0 " % sum(head)
open(f"{FOLDER}/header.tar.gz", "wb").write(gzip.compress(bytes(head) + bytes(1024 * 1024)))
open(f"{FOLDER}/garbage.zip", "wb").write(b"PK garbage")
open(f"{FOLDER}/garbage.tar.gz", "wb").write(b"\x1f\x8b garbage")
print(json.dumps({name: hashlib.sha256(open(f"{FOLDER}/{name}", "rb").read()).hexdigest() for name in sorted(os.listdir(FOLDER))}))
