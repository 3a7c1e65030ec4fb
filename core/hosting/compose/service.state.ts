import { readBuild } from "./build.state.ts";
import { readCommand, readTexts } from "./command-line.state.ts";
import type { ComposeService, Content, Template } from "./compose-app.state.ts";
import { readContentMounts } from "./content.state.ts";
import type { Declared } from "./declaration.state.ts";
import { readDependencies, type Waiting } from "./dependency.state.ts";
import { readEnvironment, readEnvironmentFiles } from "./environment.state.ts";
import { portsAsExpose } from "./expose.state.ts";
import type { Place } from "./finding.state.ts";
import { readHealthCheck } from "./health-check.state.ts";
import { readImage } from "./image.state.ts";
import { readLabels } from "./label.state.ts";
import { limitReaders } from "./limits.state.ts";
import { readMounts, readTmpfs } from "./mount.state.ts";
import { readServiceNetworks } from "./network.state.ts";
import { itemsOf, type Reading, readMap, readText, removal } from "./reading.state.ts";
import { serviceKeys } from "./refused-keys.state.ts";
import { readBytes, readDuration, readFlag, readForm, readPort } from "./scalar.state.ts";
import type { Entry } from "./yaml-tree.state.ts";

/** A service as it stands in the file, and what only the whole file can settle. */
export interface ReadService {
  readonly service: ComposeService;
  readonly place: Place;
  readonly waiting: readonly Waiting[];
  /** `x-rookery.web`. */
  readonly webPort?: number;
  /** It starts on demand only, so not here. */
  readonly leftOut: boolean;
}

type Draft = { -readonly [Key in keyof ComposeService]: ComposeService[Key] };

const longestGrace = 300_000;
const name = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}";

export function readService(reading: Reading, { key, value, path, keyRange }: Entry, declared: Declared): ReadService {
  const { findings } = reading;
  const subject = `Service "${key}"`;
  const place = { path, range: keyRange };
  const draft: Draft = {
    name: key,
    environment: [],
    mounts: [],
    tmpfs: [],
    contents: [],
    dependsOn: [],
    networks: [],
    expose: [],
    limits: {},
    init: false,
    readOnly: false,
    capDrop: [],
    overlap: false,
  };
  let waiting: Waiting[] = [];
  let webPort: number | undefined;
  let leftOut = false;
  let files: ReadonlyMap<string, Template> = new Map();
  let environment: ReadonlyMap<string, Template> = new Map();

  /** Puts what a reader found, if it found something. */
  const set = <Key extends keyof Draft>(field: Key, found: Draft[Key] | undefined) => {
    if (found !== undefined) draft[field] = found;
  };
  const contents = (kind: Content["kind"]) => (entry: Entry) => {
    draft.contents = [...draft.contents, ...readContentMounts(reading, kind, entry.value, subject, declared)];
  };
  const mention = (code: "handled.ignored" | "handled.restart" | "handled.profiles") => (entry: Entry) => {
    findings.add(
      code,
      { path: entry.path, range: entry.keyRange },
      `${subject} has "${entry.key}".`,
      removal(reading, entry),
    );
  };
  const web = (entry: Entry) => {
    webPort = readPort(reading, entry.value);
  };
  const overlap = (entry: Entry) => set("overlap", readFlag(reading, entry.value));

  readMap(
    reading,
    value,
    subject,
    {
      image: (entry) => set("image", readImage(reading, entry.value, subject)),
      build: (entry) => {
        if (reading.options.builds) return set("build", readBuild(reading, entry.value, subject));
        findings.add(
          "build.none",
          { path: entry.path, range: entry.keyRange },
          `${subject} is to be built.`,
          removal(reading, entry),
        );
      },
      command: (entry) => set("command", readCommand(reading, entry.value)),
      entrypoint: (entry) => set("entrypoint", readCommand(reading, entry.value)),
      environment: (entry) => {
        environment = readEnvironment(reading, entry.value);
      },
      env_file: (entry) => {
        files = readEnvironmentFiles(reading, entry.value);
      },
      volumes: (entry) => {
        const found = readMounts(reading, entry.value, declared);
        draft.mounts = found.mounts;
        draft.tmpfs = [...draft.tmpfs, ...found.tmpfs];
      },
      tmpfs: (entry) => {
        draft.tmpfs = [...draft.tmpfs, ...readTmpfs(reading, entry.value)];
      },
      configs: contents("config"),
      secrets: contents("secret"),
      healthcheck: (entry) => set("healthCheck", readHealthCheck(reading, entry.value, subject)),
      depends_on: (entry) => {
        waiting = readDependencies(reading, entry.value, subject);
      },
      networks: (entry) => set("networks", readServiceNetworks(reading, entry.value, subject, declared)),
      expose: (entry) => {
        draft.expose = itemsOf(reading, entry.value).flatMap((item) => readPort(reading, item) ?? []);
      },
      ports: (entry) => {
        const fix = portsAsExpose(reading, entry, value);
        findings.add("network.ports", { path: entry.path, range: entry.keyRange }, `${subject} publishes ports.`, fix);
      },
      ...limitReaders(reading, subject, (limits) => {
        draft.limits = { ...draft.limits, ...limits };
      }),
      working_dir: (entry) =>
        set("workingDir", readForm(reading, entry.value, /^\/[^\n]{0,500}$/, "an absolute path inside the container")),
      user: (entry) =>
        set("user", readForm(reading, entry.value, new RegExp(`^${name}(?::${name})?$`), "a user, or user:group")),
      init: (entry) => set("init", readFlag(reading, entry.value)),
      read_only: (entry) => set("readOnly", readFlag(reading, entry.value)),
      cap_drop: (entry) => set("capDrop", readCapabilities(reading, entry)),
      security_opt: (entry) => {
        for (const item of itemsOf(reading, entry.value)) {
          const text = readText(reading, item);
          if (text === undefined || /^no-new-privileges(?:[:=]true)?$/.test(text)) continue;
          findings.add(
            "host.security",
            item,
            `${subject} sets the security option "${text}".`,
            removal(reading, entry),
          );
        }
      },
      stop_signal: (entry) =>
        set(
          "stopSignal",
          readForm(reading, entry.value, /^(?:SIG[A-Z0-9+-]{2,10}|\d{1,2})$/, "a signal such as SIGTERM"),
        ),
      stop_grace_period: (entry) => set("stopGraceMs", readDuration(reading, entry.value, longestGrace)),
      shm_size: (entry) => set("shmBytes", readBytes(reading, entry.value, 4096)),
      labels: (entry) => readLabels(reading, entry, subject),
      profiles: (entry) => {
        if (itemsOf(reading, entry.value).length === 0) return;
        leftOut = true;
        mention("handled.profiles")(entry);
      },
      restart: mention("handled.restart"),
      tty: mention("handled.ignored"),
      stdin_open: mention("handled.ignored"),
      pull_policy: mention("handled.ignored"),
      mem_reservation: mention("handled.ignored"),
      platform: (entry) => {
        if (
          readForm(reading, entry.value, /^linux\/amd64$/, "linux/amd64, which is what the servers are") !== undefined
        )
          mention("handled.ignored")(entry);
      },
      "x-rookery": (entry) => readMap(reading, entry.value, `"x-rookery" of ${subject}`, { web, overlap }),
      "x-rookery.web": web,
      "x-rookery.overlap": overlap,
    },
    serviceKeys,
  );

  draft.environment = [...new Map([...files, ...environment])].map(([variable, template]) => ({
    name: variable,
    value: template,
  }));
  if (value.kind === "map") checkSource(reading, draft, value.entries, place);
  else findings.add("image.missing", place, `${subject} is empty.`);
  checkTargets(reading, draft, place);
  return { service: draft, place, waiting, leftOut, ...(webPort !== undefined && { webPort }) };
}

const readCapabilities = (reading: Reading, entry: Entry): readonly string[] | undefined => {
  if (entry.value.kind === "list")
    for (const item of entry.value.items)
      readForm(reading, item, /^(?:ALL|(?:CAP_)?[A-Z_]{3,30})$/, "a capability such as NET_RAW, or ALL");
  return readTexts(reading, entry.value);
};

/** Either an image or a build; with both, the image would only be a name for what is built. */
function checkSource(reading: Reading, draft: Draft, entries: readonly Entry[], place: Place): void {
  const image = entries.find(({ key }) => key === "image");
  const build = entries.find(({ key }) => key === "build");
  if (!image && !build)
    reading.findings.add("image.missing", place, `Service "${draft.name}" has neither "image" nor "build".`);
  if (!image || !build) return;
  reading.findings.add(
    "image.ignored",
    { path: image.path, range: image.keyRange },
    `Service "${draft.name}" has both.`,
    removal(reading, image),
  );
  delete draft.image;
}

/** Two things at one place would hide each other. */
function checkTargets(reading: Reading, { name: service, mounts, tmpfs, contents }: Draft, place: Place): void {
  const seen = new Set<string>();
  for (const { target } of [...mounts, ...tmpfs, ...contents]) {
    if (seen.has(target))
      reading.findings.add("volume.target", place, `Service "${service}" mounts two things at "${target}".`);
    seen.add(target);
  }
}
