import { afterAll, beforeAll } from "vitest";
import { ensureImages } from "./images.ts";
import { accountOf, type TestLab, testLab, userOfSlot } from "./test-lab.ts";

export interface BuildStatus {
  state: string;
  revision?: { id: string; subject: string; author: string; at: string };
  code?: string;
  message?: string;
  lines: { at: string; text: string }[];
  cursor: string;
}

interface Wanted {
  user?: string;
  home?: string;
  number?: number;
  source?: object;
  folder?: string;
  recipe?: object;
  seconds?: number;
}

export const base = "FROM localhost/rookery/static:2\nUSER root\n";
export const page = (text: string) => ({ "index.html": `<h1>${text}</h1>` });
export const user = userOfSlot(1);
export const [builder, victim] = [20_001, 20_002];

/** A node with a host of repositories and archives beyond it, for all tests of a suite: call it where the suite is described. */
export function buildLab(
  name: string,
  images: readonly string[] = [],
  alsoLay: (node: TestLab) => Promise<void> = async () => {},
) {
  let node: TestLab;
  let knownHosts: string;
  let digests: Record<string, string>;
  let names = 0;

  const call = (primitive: string, input: unknown) => node.operator.primitive(primitive, input, { timeoutSeconds: 60 });
  const inside = (script: string, input?: string) => node.lab.inside("bash", ["-c", script], input);
  const asBuilder = (script: string, ...args: string[]) => node.as(builder, script, ...args);
  const gitOf = (ref: string, more: object = {}) => ({ kind: "git", url: "https://forge.test/site.git", ref, ...more });
  const archiveOf = (file: string) => ({
    ...{ kind: "archive", url: `https://forge.test/files/${file}?signature=secret-signature`, sha256: digests[file] },
    format: file.endsWith(".zip") ? "zip" : "tar.gz",
  });
  const push = async (branch: string, files: Record<string, string>, more: object = {}) =>
    (await inside("python3 /home/test/push.py", JSON.stringify({ branch, files, ...more }))).trim();

  async function start(wanted: Wanted): Promise<string> {
    const { home = "shop", number = 1, seconds = 240, source = gitOf("main"), folder = "" } = wanted;
    const build = `b-${++names}`;
    await call("build-start", {
      ...{ user, build, home, image: `localhost/${home}:${number}`, source, folder },
      recipe: wanted.recipe ?? { dockerfile: "Dockerfile" },
      limits: { memoryMb: 512, seconds },
      ...(wanted.user !== undefined && { user: wanted.user }),
    });
    return build;
  }
  const status = (build: string, more: object = {}) =>
    call("build-status", { user, build, limit: 1000, ...more }) as Promise<BuildStatus>;
  /** Waits on the node for the end of the build's unit, so that the next one may begin. */
  async function ended(build: string): Promise<BuildStatus> {
    const gone = `for i in $(seq 2400); do case $(systemctl --user show -P ActiveState rookery-build-${build}) in inactive | failed) exit 0 ;; esac; sleep 0.1; done; exit 1`;
    await asBuilder(gone);
    return status(build);
  }

  beforeAll(async () => {
    node = await testLab(name, { images });
    for (const slot of [1, 2]) await call("account-ensure", accountOf(slot, [10_000 + slot]));
    knownHosts = await inside("bash /home/test/forge.sh");
    digests = JSON.parse(await inside("python3 /home/test/archives.py"));
    await alsoLay(node);
    await ensureImages(node, images);
    await push("main", { Dockerfile: `${base}COPY . /srv/www/\n`, ...page("main") });
    // With nothing in the cache, all of its images are built first.
  }, 1_200_000);
  afterAll(() => node[Symbol.asyncDispose]());

  return {
    ...{ call, inside, asBuilder, gitOf, archiveOf, push, start, status, ended },
    node: () => node,
    /** As ssh-keyscan shows it. */
    knownHosts: () => knownHosts,
    digestOf: (file: string) => digests[file],
    built: async (wanted: Wanted) => ended(await start(wanted)),
    textOf: ({ lines }: BuildStatus) => lines.map(({ text }) => text).join("\n"),
    /** What an account's builds may leave: nothing but notes, images and their layers. */
    left: () =>
      asBuilder(
        `find ~/.cache/rookery/builds $XDG_RUNTIME_DIR/rookery/builds -mindepth 1 2> /dev/null; podman ps -aq --external; pgrep -u ${builder} -a 'sleep|podman|git|ssh|fuse' | grep -v catatonit; true`,
      ),
  };
}
