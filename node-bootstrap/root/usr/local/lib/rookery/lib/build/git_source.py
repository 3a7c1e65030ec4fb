"""A commit of a Git repository, fetched alone, without its history. Runs as the account's user, behind the node's firewall."""

import base64
import os
import re
from urllib.parse import unquote, urlsplit, urlunsplit

from command import output, run
from report import Failure

PACK_MAX_BYTES = 1024 * 1024 * 1024
TREE_MAX_BYTES = 1024 * 1024 * 1024
TREE_MAX_FILES = 100_000

UNREACHABLE = Failure(
    "build.source_unreachable",
    "The repository's host did not answer. Check the address; where it is right, try again in a few minutes.",
)
# What git and ssh say, in the language C; the first that fits counts.
REASONS = (
    (
        r"REMOTE HOST IDENTIFICATION HAS CHANGED",
        Failure(
            "build.host_key_differs",
            "The repository's host shows another key than the one that was entered for it. Ask whoever runs it: enter the new key if it was "
            "changed, and trust nothing there if it was not.",
        ),
    ),
    (
        r"Host key verification failed|No \S+ host key is known",
        Failure(
            "build.host_key_unknown",
            "The repository's host shows a key that is not known for it. Add the host's public key to this source.",
        ),
    ),
    (
        r"Permission denied|Load key|invalid format",
        Failure(
            "build.key_refused",
            "The repository's host refused the deploy key. Add the public key of this site to the repository's deploy keys.",
        ),
    ),
    (
        r"Authentication failed|could not read Username|could not read Password|error: 40[13]",
        Failure(
            "build.access_refused",
            "The repository is not public, or the token in its address is not accepted. Use a token that may read it, or an "
            "address of ssh with a deploy key.",
        ),
    ),
    (
        r"not found|does not exist|does not appear to be a git repository|error: 404|no such repository",
        Failure(
            "build.repository_unknown",
            "There is no repository at this address, or it may not be seen. Check the address and what the key or token may read.",
        ),
    ),
    (r"not our ref|remote ref|no such ref|unadvertised object", None),
    (
        r"File size limit exceeded|File too large|pack exceeds",
        Failure("build.too_large", "What is to be fetched is larger than 1 GB. Take large files out of the repository."),
    ),
)


class Git:
    def __init__(self, source, folder, private, report, deadline):
        self.report = report
        self.deadline = deadline
        self.url, settings = address_of(source["url"])
        if source.get("key"):
            write_private(private / "key", source["key"].rstrip("\n") + "\n")
        write_private(private / "known-hosts", (source.get("knownHosts") or "").rstrip("\n") + "\n")
        settings |= {
            "core.hooksPath": "/dev/null",
            "fetch.recurseSubmodules": "false",
            "gc.auto": "0",
            "http.followRedirects": "initial",
            "http.lowSpeedLimit": "1000",
            "http.lowSpeedTime": "30",
            "log.showSignature": "false",
            "protocol.version": "2",
        }
        self.repository = folder / "repository.git"
        self.env = {
            "PATH": os.environ["PATH"],
            "LC_ALL": "C.UTF-8",
            "LANGUAGE": "en",
            "HOME": str(private),
            "GIT_DIR": str(self.repository),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": "/dev/null",
            "GIT_ALLOW_PROTOCOL": "https:ssh",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_ASKPASS": "/bin/false",
            "GIT_SSH": "/usr/local/lib/rookery/lib/build/ssh",
            "GIT_SSH_VARIANT": "ssh",
            "GIT_LITERAL_PATHSPECS": "1",
            # The environment is the user's own to read, a command line everybody's.
            "GIT_CONFIG_COUNT": str(len(settings)),
        }
        for number, (name, value) in enumerate(settings.items()):
            self.env |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}

    def remote(self, *arguments):
        """What git said, or nothing where it has no such ref; a reason that is about more than one ref is raised."""
        status, last = run(["git", *arguments], None, self.deadline, self.env, file_max_bytes=PACK_MAX_BYTES)
        if status == 0:
            return last
        said = "\n".join(last)
        for pattern, failure in REASONS:
            if re.search(pattern, said):
                if failure is None:
                    return None
                break
        else:
            failure = UNREACHABLE
        for line in last:
            self.report.line(line)
        raise failure

    def local(self, *arguments):
        return output(["git", *arguments], self.env)


def fetch(source, folder, private, report, deadline):
    """Lays the files of a commit into `folder/source` and says which commit it is."""
    git = Git(source, folder, private, report, deadline)
    ref = source["ref"]
    report.line(f"Fetching {ref} of {git.url}")
    git.local("init", "--quiet", "--bare", "--initial-branch=build", str(git.repository))
    if all(git.remote("fetch", *FETCH, "--", git.url, f"+{name}:refs/build/source") is None for name in names_of(ref)):
        raise ref_unknown(ref)
    commit = git.local("rev-parse", "--verify", "refs/build/source^{commit}").decode().strip()
    check_tree(git.local("ls-tree", "-r", "-l", "-z", "--full-tree", commit))
    target = folder / "source"
    target.mkdir()
    git.local(f"--work-tree={target}", "checkout", "--quiet", "--force", "--detach", commit)
    author, at, subject = git.local("log", "-1", "--format=%an%n%aI%n%s", commit).decode("utf-8", "replace").split("\n", 2)
    revision = {"id": commit, "subject": subject.strip()[:200], "author": author[:100], "at": at}
    report.line(f"Commit {commit[:12]} by {revision['author']}: {revision['subject']}")
    return target, revision


def look(source, private, report, deadline):
    """The commit that a branch or tag of a repository stands at. Nothing is fetched."""
    git = Git(source, private, private, report, deadline)
    ref = source["ref"]
    git.local("init", "--quiet", "--bare", "--initial-branch=build", str(git.repository))
    # A name also finds every ref that ends in it.
    wanted = names_of(ref)
    listed = dict(line.split("\t", 1)[::-1] for line in git.remote("ls-remote", "--quiet", "--", git.url, *wanted) or () if "\t" in line)
    commit = next((listed[name] for name in wanted if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", listed.get(name, ""))), None)
    if commit is None:
        raise ref_unknown(ref)
    return commit


def ref_unknown(ref):
    return Failure("build.ref_unknown", f"The repository has no branch, tag or commit called {ref}. Choose one that it has.")


FETCH = ("--quiet", "--depth=1", "--no-tags", "--no-recurse-submodules", "--no-auto-maintenance")


def names_of(ref):
    """Where a ref is looked for; a name of ours before it keeps it from being anything else."""
    if ref == "HEAD":
        return ["HEAD"]
    commits = [ref] if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", ref) else []
    return [*commits, f"refs/heads/{ref}", f"refs/tags/{ref}"]


def address_of(url):
    """The address without what is secret in it, and the settings of git that hold that."""
    parts = urlsplit(url)
    if parts.scheme != "https" or "@" not in parts.netloc:
        return url, {}
    host = parts.netloc.rpartition("@")[2]
    login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
    header = "Authorization: Basic " + base64.b64encode(login.encode()).decode()
    return urlunsplit(parts._replace(netloc=host)), {f"http.https://{host}/.extraHeader": header}


def check_tree(listing):
    size = files = 0
    for entry in listing.split(b"\0")[:-1]:
        mode, kind, _, bytes_and_path = entry.split(None, 3)
        length, _, path = bytes_and_path.partition(b"\t")
        if mode == b"160000":
            raise Failure(
                "build.submodules",
                f"{path.decode('utf-8', 'replace')} is a submodule, and submodules are not fetched. Put its files into the repository.",
            )
        files += 1
        size += int(length) if kind == b"blob" else 0
    if size > TREE_MAX_BYTES or files > TREE_MAX_FILES:
        raise Failure(
            "build.too_large",
            f"The commit has {files} files of {size // 1024**2} MB; {TREE_MAX_FILES} of 1024 MB are possible. Take large files out of it.",
        )


def write_private(path, text):
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
