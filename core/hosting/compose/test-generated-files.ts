// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of compose files
import { parse, stringify } from "yaml";
import { randomFrom } from "../../kernel/test-random.ts";
import { goodFiles, options as usual } from "./test-apps.ts";

const hostile = [
  "/",
  "/etc",
  "/var/run/docker.sock",
  "~",
  "~/.ssh",
  "..",
  "../x",
  "./x",
  ".",
  "C:\\x",
  "\\\\x\\y",
  "/proc",
  "/sys",
  "/dev/shm",
  "/dev",
  "host",
  "none",
  "service:web",
  "container:x",
  "ns:/proc/1/ns/net",
  "keep-id",
  "host-gateway",
  "private",
  "true",
  "false",
  "yes",
  "0",
  "-1",
  "/:/host",
  "/etc:/x:ro",
  "data:/x",
  "data:/x:U",
  "data:/proc",
  "db:/x,y",
  "x:/y:exec",
  "127.0.0.1:80:80",
  "80:80",
  "0.0.0.0::80",
  "8080",
  "80/udp",
  "evil.example/x",
  "localhost/x",
  "docker.io/a:1@x",
  "nginx",
  "docker-archive:/x",
  "localhost:5000/x",
  "https://x.example/y.git",
  "git@x:y",
  "SYS_ADMIN",
  "ALL",
  "seccomp=unconfined",
  "label=disable",
  "apparmor:unconfined",
  "no-new-privileges:false",
  "$HOME",
  "$$HOME",
  "${HOME}",
  "${X:-/etc}",
  "$EVIL_0",
  "$EVIL_1:/x",
  "${EVIL_2}",
  "$EVIL_3",
  "$DB_PASSWORD",
  "a${DB_PASSWORD}b",
  "$",
  "${",
  "$(id)",
  "`id`",
  "{{.}}",
  "%n",
  "a && b",
  "sh -c 'x'",
  "'",
  '"',
  "a\nb",
  "a\tb",
  "\u0000",
  "\ud800",
  "é",
  "x".repeat(200),
  "",
  " ",
  "-",
  "--help",
  "*",
  "&a",
  "!reset",
  "<<",
  "? x",
  "# x",
  "rookery.x=y",
  "io.podman.x=y",
  "com.docker.compose.project=other",
  "other_default",
  "default",
  "podman",
  "web",
  "app",
  "db",
  "localhost",
  "512m",
  "99999g",
  "1",
  "0.5",
  "1e9",
  "30s",
  "999h",
  "SIGKILL",
  "0440",
  "root",
  "1000:1000",
  "keep-groups",
  "linux/amd64",
  "other_data",
] as const;

const serviceKeys =
  "annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs container_name cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns domainname entrypoint env_file environment expose extends external_links extra_hosts gpus group_add healthcheck hostname image init ipc isolation labels links logging mac_address mem_limit memswap_limit network_mode networks oom_score_adj pid pids_limit platform ports post_start pre_stop privileged profiles provider pull_policy read_only restart runtime scale secrets security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir x-rookery x-rookery.web x-rookery.overlap x-other __proto__ constructor".split(
    " ",
  );
const otherKeys =
  "type source target read_only bind volume tmpfs size mode uid gid propagation create_host_path subpath nocopy context dockerfile target args network ssh secrets additional_contexts privileged driver driver_opts external name internal ipam aliases ipv4_address file content environment condition required path resources limits memory pids reservations devices replicas test interval disable web overlap name version include services networks volumes configs secrets <<".split(
    " ",
  );

/** With settings whose values are hostile. */
export const options = {
  ...usual,
  variables: { ...usual.variables, EVIL_0: "/etc:/x", EVIL_1: "/var/run", EVIL_2: "host", EVIL_3: "a$HOME ${PATH} $$" },
};

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One of the good files, changed in a few places: sometimes still good, mostly not. */
export function generatedFile(seed: number): string {
  const random = randomFrom(seed);
  const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T; // None of the lists is empty.
  const start = one(Object.values(goodFiles));
  const document = parse(start, { merge: true }) as Json;
  const value = (depth = 0): Json => {
    const kind = random();
    if (depth < 3 && kind < 0.15) return [value(depth + 1), value(depth + 1)];
    if (depth < 3 && kind < 0.3) return { [one(otherKeys)]: value(depth + 1), [one(otherKeys)]: value(depth + 1) };
    return kind < 0.4 ? one([true, false, null, 0, 1, 80, -1, 1.5]) : one(hostile);
  };
  for (let changes = random() < 0.6 ? 1 : 2; changes > 0; changes--) {
    const places: (Json[] | { [key: string]: Json })[] = [];
    collect(document, places);
    const place = one(places);
    if (random() < 0.5) {
      const leaves = places.flatMap((within) =>
        Object.entries(within).flatMap(([key, inner]) => (typeof inner === "object" ? [] : [{ within, key }])),
      );
      const leaf = one(leaves);
      // Lists are objects with numbers for keys.
      if (leaf) (leaf.within as { [key: string]: Json })[leaf.key] = one(hostile);
      continue;
    }
    if (Array.isArray(place)) {
      const at = Math.floor(random() * (place.length + 1));
      place.splice(at, random() < 0.5 ? 1 : 0, value(1));
    } else {
      const keys = Object.keys(place);
      const key =
        random() < 0.6 && keys.length > 0
          ? one(keys)
          : one("image" in place || "build" in place ? serviceKeys : otherKeys);
      if (random() < 0.1) delete place[key];
      else place[key] = value();
    }
  }
  const text = random() < 0.5 ? stringify(document, { lineWidth: 0 }) : JSON.stringify(document, null, 1);
  if (random() < 0.9) return text;
  // A line that somebody pasted.
  const lines = text.split("\n");
  const pasted = one([
    "privileged: true",
    "    privileged: true",
    "      - /:/x",
    "<<: *a",
    "&a",
    "---",
    "  x: &a [*a]",
    "\tx",
    `    ${one(serviceKeys)}: ${one(hostile)}`,
  ]);
  lines.splice(Math.floor(random() * lines.length), 0, pasted);
  return lines.join("\n");
}

function collect(value: Json, places: (Json[] | { [key: string]: Json })[]): void {
  if (typeof value !== "object" || value === null) return;
  places.push(value);
  for (const inner of Object.values(value)) collect(inner, places);
}

/** Text without any plan. */
export function generatedText(seed: number): string {
  const random = randomFrom(seed);
  const pieces = [
    "a",
    "services",
    ":",
    " ",
    "\n",
    "  ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "&a",
    "*a",
    "!",
    "|",
    ">",
    "#",
    "%",
    "---\n",
    "?",
    "<<",
    "$",
    "${",
    "\t",
    "\r",
    "\u0000",
    "\ud800",
    "é",
    "\ufeff",
    "0",
    "~",
    "\\",
    "image",
    "x-rookery",
  ];
  return Array.from({ length: Math.floor(random() * 120) }, () => pieces[Math.floor(random() * pieces.length)]).join(
    "",
  );
}
