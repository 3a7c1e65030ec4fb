"""push.py < {branch, files: {path: text}}: makes a branch of forge.sh's repository anew, with one commit, and prints its id."""

import json
import os
import shutil
import subprocess
import sys

given = json.load(sys.stdin)
site, tree = "/home/forge/site.git", "/home/forge/tree"
env = {**os.environ, "GIT_DIR": site, "GIT_WORK_TREE": tree, "GIT_CONFIG_GLOBAL": "/dev/null", "HOME": "/home/forge"}
for who in ("AUTHOR", "COMMITTER"):
    env |= {f"GIT_{who}_NAME": "Ann Author", f"GIT_{who}_EMAIL": "ann@example.org", f"GIT_{who}_DATE": "2026-11-22T12:00:00Z"}


def git(*arguments):
    return subprocess.run(["git", *arguments], env=env, check=True, stdout=subprocess.PIPE, user="forge", cwd=tree).stdout.decode().strip()


shutil.rmtree(tree, ignore_errors=True)
os.mkdir(tree)
for path, text in given["files"].items():
    os.makedirs(os.path.dirname(f"{tree}/{path}"), exist_ok=True)
    if text.startswith("link to "):
        os.symlink(text.removeprefix("link to "), f"{tree}/{path}")
    else:
        open(f"{tree}/{path}", "w").write(text)
shutil.chown(tree, "forge")
if not os.path.isdir(site):
    os.mkdir(site)
    shutil.chown(site, "forge")
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", site], check=True, user="forge")
git("read-tree", "--empty")
git("add", "--all", "--force")
if "submodule" in given:
    git("update-index", "--add", "--cacheinfo", f"160000,{'a' * 40},{given['submodule']}")
commit = git("commit-tree", "-m", f"Make {given['branch']}", git("write-tree"))
git("update-ref", f"refs/heads/{given['branch']}", commit)
git("tag", "--force", f"tag-{given['branch']}", commit)
print(commit)
