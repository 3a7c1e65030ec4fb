import type { Mount, Tmpfs } from "./compose-app.state.ts";
import { type Declared, declaration } from "./declaration.state.ts";
import type { Place } from "./finding.state.ts";
import { where } from "./path.state.ts";
import { projectPath } from "./project-path.state.ts";
import { bytesOf } from "./quantity.state.ts";
import { invalid, itemsOf, type Reading, readMap, readText } from "./reading.state.ts";
import { readBytes, readFlag, readForm } from "./scalar.state.ts";
import type { MapValue, Value } from "./yaml-tree.state.ts";

/** `volumes` of a service: named volumes, and memory in the long form. Nothing else can be said in the result. */
export function readMounts(reading: Reading, value: Value, declared: Declared): { mounts: Mount[]; tmpfs: Tmpfs[] } {
  const found = { mounts: [] as Mount[], tmpfs: [] as Tmpfs[] };
  for (const item of itemsOf(reading, value)) {
    if (item.kind === "map") readLong(reading, item, declared, found);
    else {
      const mount = readShort(reading, item, declared);
      if (mount) found.mounts.push(mount);
    }
  }
  return found;
}

function readShort(reading: Reading, value: Value, declared: Declared): Mount | undefined {
  const text = readText(reading, value);
  if (text === undefined) return undefined;
  // `C:\\data:/x` and `c:/data:/x` on other machines; `c:/data` is a volume with a short name.
  if (/^[a-z]:(?:\\|\/[^:]*:\/)/i.test(text)) return refusePath(reading, value, text);
  const [source = "", target, mode = "", ...more] = text.split(":");
  if (target === undefined) {
    if (!source.startsWith("/")) return refusePath(reading, value, source);
    return reading.findings.add("volume.anonymous", value, `"${text}" is a volume without a name.`);
  }
  const volume = readSource(reading, value, source, declared);
  const path = readTarget(reading, value, target);
  const modes = mode === "" ? [] : mode.split(",");
  if (more.length > 0 || !modes.every((word) => ["ro", "rw", "z", "Z", "nocopy"].includes(word))) {
    return invalid(reading, value, "name:/path or name:/path:ro");
  }
  return volume !== undefined && path !== undefined
    ? { volume, target: path, readOnly: modes.includes("ro") }
    : undefined;
}

function readLong(
  reading: Reading,
  value: MapValue,
  declared: Declared,
  found: { mounts: Mount[]; tmpfs: Tmpfs[] },
): void {
  const { findings } = reading;
  let type: string | undefined;
  let source: { place: Value; text: string } | undefined;
  let target: string | undefined;
  let readOnly = false;
  let aimed = false;
  let memory: Omit<Tmpfs, "target"> = {};
  const subject = `"${where(value.path)}"`;
  readMap(
    reading,
    value,
    subject,
    {
      type: ({ value: place }) => {
        type = readText(reading, place);
        if (type === "bind") findings.add("host.path", place, `${subject} mounts a path of the server.`);
        else if (type !== undefined && type !== "volume" && type !== "tmpfs")
          invalid(reading, place, "volume or tmpfs");
      },
      source: ({ value: place }) => {
        const text = readText(reading, place);
        if (text !== undefined) source = { place, text };
      },
      target: ({ value: place }) => {
        aimed = true;
        target = readTarget(reading, place, readText(reading, place));
      },
      read_only: ({ value: place }) => {
        readOnly = readFlag(reading, place) ?? false;
      },
      volume: ({ value: place }) =>
        readMap(
          reading,
          place,
          subject,
          { nocopy: (entry) => readFlag(reading, entry.value) },
          { subpath: "key.unsupported" },
        ),
      tmpfs: ({ value: place }) => {
        memory = readMemory(reading, place, subject);
      },
    },
    { bind: "host.path", consistency: "key.unsupported", image: "key.unsupported", cluster: "volume.driver" },
  );
  if (type === undefined) findings.add("value.type", value, `${subject} has to say "type: volume" or "type: tmpfs".`);
  if (!aimed) findings.add("volume.target", value, `${subject} has no target.`);
  if (target === undefined) return;
  if (type === "tmpfs") {
    if (source) invalid(reading, source.place, "left out: memory has no source");
    found.tmpfs.push({ target, ...memory });
  } else if (type === "volume") {
    if (!source) findings.add("volume.anonymous", value, `${subject} is a volume without a name.`);
    else {
      const volume = readSource(reading, source.place, source.text, declared);
      if (volume !== undefined) found.mounts.push({ volume, target, readOnly });
    }
  }
}

function readMemory(reading: Reading, value: Value, subject: string): Omit<Tmpfs, "target"> {
  let bytes: number | undefined;
  let mode: string | undefined;
  readMap(reading, value, subject, {
    size: (entry) => {
      bytes = readBytes(reading, entry.value, 4096);
    },
    mode: (entry) => {
      mode = readMode(reading, entry.value);
    },
  });
  return { ...(bytes !== undefined && { bytes }), ...(mode !== undefined && { mode }) };
}

/** Octal digits. YAML's own octal numbers keep their spelling: `0o755`. */
export function readMode(reading: Reading, value: Value): string | undefined {
  return readForm(reading, value, /^0o?[0-7]{3,4}$/, "octal digits that begin with 0, such as 0440")?.replace(
    /^0o?(?=[0-7]{3})/,
    "",
  );
}

function readSource(reading: Reading, place: Place, source: string, declared: Declared): string | undefined {
  if (/^[/.~\\$]|[/\\]/.test(source) || /^[a-z]:/i.test(source)) return refusePath(reading, place, source);
  if (declared.volumes.has(source)) return source;
  return reading.findings.add(
    "volume.unknown",
    place,
    `The volume "${source}" is not declared.`,
    declaration(reading, "volumes", source),
  );
}

function refusePath(reading: Reading, place: Place, source: string): undefined {
  if (/\.sock(?:et)?$/.test(source))
    return reading.findings.add("host.socket", place, `"${source}" is a socket of the server.`);
  if (projectPath(source).kind === "inside")
    return reading.findings.add("host.project_path", place, `"${source}" is a path of the project.`);
  return reading.findings.add("host.path", place, `"${source}" is a path of the server.`);
}

/** An absolute path inside the container, in its shortest form. */
export function readTarget(reading: Reading, place: Place, written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const path = `/${written
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/")}`;
  const kernel = /^\/(?:proc|sys|dev)(?:\/|$)/.test(path) && path !== "/dev/shm";
  if (
    written.startsWith("/") &&
    path !== "/" &&
    !kernel &&
    !/[:,\\\n]|(?:^|\/)\.\.(?:\/|$)/.test(path) &&
    path.length <= 500
  )
    return path;
  return reading.findings.add("volume.target", place, `Nothing can be mounted at "${written}".`);
}

/** `tmpfs`: `/path`, or `/path:size=64m,mode=1777`. */
export function readTmpfs(reading: Reading, value: Value): Tmpfs[] {
  const found: Tmpfs[] = [];
  for (const item of value.kind === "list" ? value.items : [value]) {
    const text = readText(reading, item);
    if (text === undefined) continue;
    const [path, options = "", ...more] = text.split(":");
    const target = readTarget(reading, item, path);
    const [sizes, modes]: [string[], string[]] = [[], []];
    for (const option of options === "" ? [] : options.split(",")) {
      const [, size, mode] = /^(?:size=([0-9.]+[kmg]?)|mode=0?([0-7]{3,4})|rw|noexec|nosuid|nodev)$/.exec(option) ?? [];
      if (size !== undefined) sizes.push(size);
      else if (mode !== undefined) modes.push(mode);
      else if (!["rw", "noexec", "nosuid", "nodev"].includes(option)) more.push(option);
    }
    if (more.length > 0) invalid(reading, item, "a path, or a path with size and mode: /path:size=64m,mode=1777");
    const bytes = sizes.length > 0 ? bytesOf(sizes.at(-1) ?? "") : undefined;
    if (bytes !== undefined && bytes > reading.options.plan.memoryMb * 2 ** 20) {
      reading.findings.add(
        "limit.plan",
        item,
        `"${where(item.path)}" is larger than the ${reading.options.plan.memoryMb} MB of the plan ${reading.options.plan.name}.`,
      );
    }
    const mode = modes.at(-1);
    if (target !== undefined)
      found.push({ target, ...(bytes !== undefined && { bytes }), ...(mode !== undefined && { mode }) });
  }
  return found;
}
