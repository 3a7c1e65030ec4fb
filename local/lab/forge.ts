import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Lab } from "./lab.ts";

const testFiles = resolve(import.meta.dirname, "../../node-bootstrap/test");

/** Run as the user of the host of repositories that forge.sh sets up: branch, file, text. */
const committing = `set -e; cd /home/forge; export HOME=$PWD GIT_DIR=$PWD/site.git GIT_CONFIG_GLOBAL=/dev/null
[[ -d $GIT_DIR ]] || git init --quiet --bare --initial-branch=main $GIT_DIR
blob=$(printf %s "$3" | git hash-object -w --stdin)
export GIT_INDEX_FILE=$PWD/index; rm -f $GIT_INDEX_FILE
git update-index --add --cacheinfo 100644,$blob,"$2"
commit=$(git -c user.name='Ann Author' -c user.email=ann@example.org commit-tree -m "Make $2" $(git write-tree))
git update-ref refs/heads/"$1" $commit; echo $commit`;

/** A host of repositories that a lab node reaches, with one repository. */
export interface Forge {
  readonly ssh: string;
  readonly https: string;
  /** As ssh-keyscan shows it. */
  readonly hostKey: string;
  /** Lets nobody but the owner of this key in by ssh. */
  accept(deployKey: string): Promise<unknown>;
  /** Puts a commit that holds this one file on a branch, and returns its name. */
  commit(file: string, content: string, branch?: string): Promise<string>;
}

export async function openForge(lab: Pick<Lab, "inside">): Promise<Forge> {
  const inside = (script: string, ...args: string[]) => lab.inside("bash", ["-c", script, "-", ...args]);
  const lay = (path: string, content: string) =>
    inside('mkdir -p "$(dirname "$1")" && echo "$2" | base64 -d > "$1"', path, Buffer.from(content).toString("base64"));
  for (const name of ["beyond.sh", "forge.sh", "forge.py"]) {
    await lay(`/home/test/${name}`, await readFile(`${testFiles}/${name}`, "utf8"));
  }
  await lay("/home/test/commit.sh", committing);
  const hostKey = (await inside("bash /home/test/forge.sh")).trim().split("\n").at(-1) ?? "";
  return {
    ssh: "ssh://forge@forge.test/home/forge/site.git",
    https: "https://forge.test/site.git",
    hostKey,
    accept: (deployKey) => lay("/home/forge/.ssh/authorized_keys", `${deployKey}\n`),
    commit: async (file, content, branch = "main") =>
      (await inside('runuser -u forge -- bash /home/test/commit.sh "$@"', branch, file, content)).trim(),
  };
}
