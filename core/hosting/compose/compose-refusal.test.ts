// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are variables of compose files
import { describe, expect, test } from "vitest";
import { lintCompose } from "./compose-lint.state.ts";
import { type RuleCode, rules } from "./rules.state.ts";
import { options } from "./test-apps.ts";

const findingsOf = (text: string) => lintCompose(text, options).findings;
/** Line 5 is the first of these lines. */
const service = (...lines: string[]) =>
  `services:\n  web:\n    image: nginx:1.29\n    expose: ["80"]\n${lines.map((line) => `    ${line}\n`).join("")}`;
/** Line 5 of a file whose service is complete. */
const top = (...lines: string[]) =>
  `services:\n  web:\n    image: nginx:1.29\n    expose: ["80"]\n${lines.map((line) => `${line}\n`).join("")}`;

/** Line 5 is a database beside the service. */
const dataService = (line: string) =>
  `${service()}  db:\n    image: a:1\n    volumes: [d:/d]\n    ${line}\nvolumes: { d: }\n`;

/** Each line alone, in a service that is right without it. */
const serviceLines: [RuleCode, ...string[]][] = [
  [
    "host.privileged",
    "privileged: true",
    "privileged: false",
    'privileged: "${X:-true}"',
    '"privileged": yes',
    "{privileged: true}".slice(1, -1),
  ],
  [
    "host.namespace",
    "network_mode: host",
    "network_mode: none",
    "network_mode: service:db",
    "network_mode: container:other",
    "network_mode: ns:/proc/1/ns/net",
    'network_mode: "${MODE}"',
    "net: host",
    "pid: host",
    "pid: service:web",
    "ipc: host",
    "ipc: shareable",
    "uts: host",
    "userns_mode: host",
    "userns_mode: keep-id",
    "volumes_from: [container:other]",
  ],
  [
    "host.cgroup",
    "cgroup: host",
    "cgroup_parent: /",
    "cgroup_parent: ../other",
    "oom_kill_disable: true",
    "oom_score_adj: -1000",
  ],
  ["host.devices", "devices: [/dev/kvm]", "devices: []", 'device_cgroup_rules: ["c *:* rwm"]', "gpus: all"],
  ["host.capabilities", "cap_add: [SYS_ADMIN]", "cap_add: [ALL]", "cap_add: []"],
  [
    "host.security",
    "security_opt: [seccomp=unconfined]",
    "security_opt: [label=disable]",
    "security_opt: [no-new-privileges:false]",
    "security_opt: [unmask=ALL]",
    "credential_spec: { file: x }",
  ],
  ["host.kernel", "sysctls: { net.core.somaxconn: 1 }", "ulimits: { nofile: 1 }", "storage_opt: { size: 1G }"],
  ["host.groups", "group_add: [keep-groups]", "group_add: [0]"],
  [
    "host.path",
    "volumes: [/:/host]",
    "volumes: [/etc:/etc:ro]",
    "volumes: ['/etc/passwd:/x']",
    "volumes: [~:/x]",
    "volumes: [~/.ssh:/x]",
    "volumes: [~root:/x]",
    "volumes: [..:/x]",
    "volumes: [../other:/x]",
    "volumes: [./../../etc:/x]",
    "volumes: [./a/../../b:/x]",
    "volumes: ['${HOME_DIR:-/home}:/x']",
    "volumes: ['${A:-/}etc:/x']",
    "volumes: ['C:\\Users:/x']",
    "volumes: ['c:/Users:/x']",
    "volumes: ['\\\\server\\share:/x']",
    "volumes: ['..\\x:/x']",
    "volumes: ['//etc:/x']",
    "volumes: [{ type: bind, source: /etc, target: /x }]",
    "volumes: [{ type: bind, source: ., target: /x }]",
    "volumes: [{ type: '${T:-bind}', source: /etc, target: /x }]",
    "volumes: [{ type: volume, source: /etc, target: /x }]",
    "volumes: [{ type: volume, source: ../x, target: /x }]",
    "volumes: [{ type: volume, source: ~, target: /x, bind: { propagation: shared } }]",
  ],
  [
    "host.socket",
    "volumes: [/var/run/docker.sock:/var/run/docker.sock]",
    "volumes: [/run/user/1000/podman/podman.sock:/x:ro]",
    "volumes: [./podman.sock:/x]",
    "volumes: [{ type: volume, source: /run/docker.sock, target: /x }]",
    "use_api_socket: true",
  ],
  [
    "host.project_path",
    "volumes: [./html:/x]",
    "volumes: [.:/x]",
    "volumes: [html/:/x]",
    "volumes: [a/b:/x:ro]",
    "volumes: [./a/../b:/x]",
  ],
  ["host.runtime", "runtime: runc", "runtime: /tmp/x", "isolation: hyperv", "provider: { type: x }"],
  [
    "host.hooks",
    "post_start: [{ command: x, privileged: true }]",
    "pre_stop: [{ command: x }]",
    "develop: { watch: [] }",
  ],
  [
    "network.ports",
    'ports: ["80:80"]',
    "ports: []",
    "ports: [80]",
    "ports: [{ target: 80, published: 80, mode: host }]",
    'ports: ["0.0.0.0:80:80"]',
  ],
  [
    "network.dns",
    "dns: 8.8.8.8",
    "dns_search: example",
    "dns_opt: [x]",
    'extra_hosts: ["host:host-gateway"]',
    "extra_hosts: { metadata: 169.254.169.254 }",
    "hostname: db",
    "domainname: example",
  ],
  ["network.links", "links: [db]", "external_links: [other_db_1:db]"],
  [
    "network.driver",
    "mac_address: 02:42:ac:11:00:02",
    "networks: { default: { ipv4_address: 10.0.0.2 } }",
    "networks: { default: { driver_opts: { a: b } } }",
  ],
  [
    "network.alias",
    "networks: { default: { aliases: [web] } }",
    "networks: { default: { aliases: [api.example.com] } }",
    "networks: { default: { aliases: [localhost] } }",
    "networks: { default: { aliases: ['*'] } }",
  ],
  ["network.unknown", "networks: [other_default]", "networks: { podman: }", "networks: [host]"],
  [
    "volume.unknown",
    "volumes: [data:/data]",
    "volumes: [other_data:/data]",
    "volumes: [{ type: volume, source: x, target: /data }]",
  ],
  ["volume.driver", "volume_driver: local", "volumes: [{ type: volume, source: x, target: /x, cluster: {} }]"],
  ["volume.anonymous", "volumes: [/data]", "volumes: [{ type: volume, target: /data }]"],
  [
    "volume.target",
    "tmpfs: [/proc]",
    "tmpfs: /",
    "tmpfs: [/sys/fs/cgroup]",
    "tmpfs: [/dev]",
    "tmpfs: [/a/../proc]",
    "tmpfs: [relative]",
    "tmpfs: [/a, /a/]",
    "tmpfs: [/x,size=1m]",
    "volumes: [{ type: tmpfs, target: /proc/sys }]",
    "volumes: [{ type: tmpfs }]",
  ],
  [
    "image.registry",
    "image: evil.example/x:1",
    "image: localhost/rookery/static:1",
    "image: 127.0.0.1:5000/x",
    "image: docker.io:443/library/x",
    "image: docker.io.evil.example/x:1",
    "image: '${R:-evil.example}/x:1'",
    "image: GCR.IO/x",
  ],
  [
    "image.invalid",
    "image: docker-archive:/etc/passwd",
    "image: oci:/var/lib",
    "image: dir:/",
    "image: containers-storage:[x]y",
    "image: http://evil.example/x",
    "image: ../x",
    "image: /x",
    "image: 'a b'",
    "image: ''",
    "image: a@sha256:1",
    "image: A",
    "image: a:b:c",
    'image: "a:1\\n"',
    "image: -x",
  ],
  [
    "build.context",
    "build: ..",
    "build: /",
    "build: ''",
    "build: ~/x",
    "build: ./a/../../b",
    "build: https://evil.example/x.git",
    "build: git@evil.example:x.git",
    "build: github.com/evil/x",
    "build: ssh://x",
    "build: docker-image://x",
    "build: 'C:\\x'",
    "build: { context: ../x }",
    "build: { context: '${X:-/etc}' }",
    "build: { dockerfile: ../Dockerfile }",
    "build: { context: a, dockerfile: ../Dockerfile }",
    "build: { dockerfile: /etc/passwd }",
    "build: { dockerfile: 'a\\b' }",
  ],
  [
    "build.option",
    "build: { network: host }",
    "build: { ssh: [default] }",
    "build: { secrets: [x] }",
    "build: { entitlements: [network.host] }",
    "build: { privileged: true }",
    "build: { additional_contexts: { x: / } }",
    "build: { cache_from: [x] }",
    "build: { extra_hosts: [a:b] }",
    "build: { dockerfile_inline: FROM x }",
    "build: { tags: [x] }",
    "build: { isolation: x }",
    "build: { ulimits: { nofile: 1 } }",
    "build: { shm_size: 1g }",
    "build: { platforms: [x] }",
  ],
  [
    "file.outside",
    "env_file: ../x.env",
    "env_file: /etc/environment",
    "env_file: ~/.env",
    "env_file: [{ path: ../x, required: false }]",
    "env_file: '${X:-/etc/passwd}'",
  ],
  ["file.missing", "env_file: none.env", "env_file: [__proto__]"],
  ["file.other", "extends: { file: ../x.yml, service: x }", "extends: web"],
  [
    "label.reserved",
    "labels: { io.podman.compose.project: x }",
    "labels: [com.docker.compose.project=x]",
    "labels: { io.containers.autoupdate: registry }",
    "labels: { rookery.service: x }",
    "labels: { IO.Podman.x: y }",
    "labels: ['${L:-rookery}.x=y']",
  ],
  [
    "limit.plan",
    "mem_limit: 5g",
    "mem_limit: 4097m",
    "mem_limit: 99999999999",
    "cpus: 2.5",
    "cpus: 100",
    "pids_limit: 501",
    "pids_limit: -1",
    "pids_limit: 0",
    "shm_size: 5g",
    "tmpfs: /x:size=5g",
    "deploy: { resources: { limits: { memory: 5G } } }",
    "deploy: { resources: { limits: { cpus: '3' } } }",
    "deploy: { resources: { limits: { pids: 999 } } }",
    "volumes: [{ type: tmpfs, target: /x, tmpfs: { size: 5g } }]",
  ],
  ["limit.range", "mem_limit: 1m", "stop_grace_period: 10m", "healthcheck: { test: x, interval: 2h }"],
  [
    "host.devices",
    "deploy: { resources: { reservations: { devices: [{ capabilities: [gpu] }] } } }",
    "deploy: { resources: { limits: { devices: [] } } }",
  ],
  [
    "handled.scale",
    "scale: 2",
    "deploy: { replicas: 2 }",
    "deploy: { mode: global }",
    "deploy: { placement: {} }",
    "deploy: { endpoint_mode: vip }",
    "deploy: { labels: [x] }",
    "deploy: { update_config: {} }",
  ],
  ["handled.container_name", "container_name: web"],
  ["handled.logging", "logging: { driver: syslog }", "log_driver: none"],
  [
    "key.unsupported",
    "annotations: { run.oci.keep_original_groups: 1 }",
    "blkio_config: {}",
    "cpuset: '0'",
    "cpu_shares: 1",
    "memswap_limit: -1",
    "attach: false",
    "volumes: [{ type: volume, source: x, target: /x, volume: { subpath: ../x } }]",
  ],
  [
    "key.unknown",
    "priviledged: true",
    "Privileged: true",
    "privileged : true\n    hooks: x".split("\n    ")[1] ?? "",
    "x-rookery: { overlapp: true }",
    "x-rookeri: {}",
    "healthcheck: { tests: x }",
    "build: { contxt: . }",
    "depends_on: { web: { conditions: x } }",
    "volumes: [{ type: volume, source: x, target: /x, suid: true }]",
    "deploy: { resource: {} }",
    "configs: [{ source: x, file: /etc/passwd }]",
  ],
  [
    "value.type",
    "image: [a]",
    "command: { a: b }",
    "environment: text",
    "environment: [[a]]",
    "volumes: data:/x",
    "expose: 80",
    "depends_on: web",
    "user: { a: b }",
    "networks: web",
    "tmpfs: { a: b }",
    "init:",
    "volumes: [{ source: x, target: /x }]",
    "configs: [{ target: /x }]",
    "cap_drop: ALL",
    "env_file: [[a]]",
  ],
  [
    "value.invalid",
    "read_only: maybe",
    "working_dir: relative",
    "init: 1",
    "expose: [80-90]",
    "expose: [0]",
    "expose: [70000]",
    "expose: [53/udp]",
    "environment: { 'A B': c }",
    "environment: ['=x']",
    "environment: { '': x }",
    "user: 'a b'",
    "user: '-1'",
    "mem_limit: lots",
    "cpus: none",
    "cpus: 0",
    "cpus: -1",
    "stop_signal: KILL ALL",
    "stop_grace_period: 10",
    "shm_size: -1",
    "healthcheck: { test: [curl, x] }",
    "healthcheck: { test: [] }",
    "healthcheck: { test: x, retries: 0 }",
    "depends_on: { web: { condition: service_ready } }",
    "tmpfs: /x:exec",
    "tmpfs: /x:size=1m,suid",
    "tmpfs: '/x:mode=0999'",
    "volumes: ['a:/x:U']",
    "volumes: ['a:/x:O']",
    "volumes: ['a:/x:ro,exec,dev,suid']",
    "volumes: ['a:/x:ro:z']",
    "volumes: [{ type: image, source: x, target: /x }]",
    "volumes: [{ type: npipe, source: x, target: /x }]",
    "volumes: [{ type: tmpfs, source: x, target: /x }]",
    "platform: linux/arm64",
    "cap_drop: ['x y']",
    "build: { target: '--x' }",
  ],
  ["command.shell", "command: a && b", "command: a | b", "command: a; b", "entrypoint: a > /x", "command: echo $$(id)"],
  ["command.quotes", `command: a "b`, "command: it's", "command: a \\"],
  ["variable.syntax", "command: a $", "image: 'nginx:${TAG'", "environment: [A=$1]"],
  ["variable.missing", "image: nginx:$NO_TAG", "environment: { A: '${NO:?give it}' }", "user: $NOBODY"],
  [
    "variable.secret",
    "image: nginx:$SECRET_KEY",
    "build: { args: { A: $SECRET_KEY } }",
    "labels: [a=$SECRET_KEY]",
    "healthcheck: { test: 'x $SECRET_KEY' }",
    "volumes: ['$SECRET_KEY:/x']",
  ],
  ["content.unknown", "configs: [x]", "secrets: [x]", "secrets: [{ source: x, target: /x }]"],
  ["depends.unknown", "depends_on: [db]", "depends_on: { db: { condition: service_started } }"],
  ["depends.cycle", "depends_on: [web]"],
  ["web.ambiguous", 'expose: ["80", "81"]'],
];

/** Each file alone, with the line on which the finding has to be. */
const files: [RuleCode, string, number][] = [
  ["name.invalid", dataService("init: true").replace("  db:", "  the_db:"), 5],
  ["network.alias", `${dataService("networks: { n: { aliases: [sql] } }")}networks: { n: }\n`, 5],
  ["network.external", top("networks:", "  x:", "    external: true"), 7],
  ["network.external", top("networks: { default: { name: other_default } }"), 5],
  ["network.external", top("networks: { x: { name: podman } }"), 5],
  ["network.driver", top("networks: { x: { driver: host } }"), 5],
  ["network.driver", top("networks: { x: { driver: macvlan } }"), 5],
  ["network.driver", top("networks: { x: { driver_opts: { parent: eth0 } } }"), 5],
  ["network.driver", top("networks: { x: { ipam: { config: [] } } }"), 5],
  ["volume.external", top("volumes:", "  data:", "    external: true"), 7],
  ["volume.external", top("volumes: { data: { name: other_data } }"), 5],
  ["volume.driver", top("volumes: { data: { driver: nfs } }"), 5],
  [
    "volume.driver",
    top(
      "volumes:",
      "  data:",
      "    driver: local",
      "    driver_opts:",
      "      type: none",
      "      o: bind",
      "      device: /etc",
    ),
    8,
  ],
  ["volume.driver", top("volumes: { data: { driver_opts: { type: tmpfs, device: tmpfs } } }"), 5],
  ["file.outside", top("configs:", "  a:", "    file: /etc/passwd"), 7],
  ["file.outside", top("secrets: { a: { file: ../key } }"), 5],
  ["file.outside", top("secrets: { a: { file: '${K:-~/.ssh/id_rsa}' } }"), 5],
  ["file.missing", top("secrets: { a: { file: ./key } }"), 5],
  ["content.external", top("configs: { a: { external: true } }"), 5],
  ["content.external", top("secrets: { a: { content: x, name: other } }"), 5],
  ["content.external", top("secrets: { a: { content: x, driver: x } }"), 5],
  ["content.external", top("secrets: { a: { content: x, template_driver: golang } }"), 5],
  ["value.type", top("configs: { a: { content: x, file: app.env } }"), 5],
  ["value.type", top("configs: { a: }"), 5],
  ["variable.missing", top("configs: { a: { environment: HOME } }"), 5],
  ["file.other", top("include: [../other.yml]"), 5],
  ["file.other", top("include:", "  - path: x"), 5],
  ["key.unsupported", top("models: {}"), 5],
  ["key.unknown", top("servces: {}"), 5],
  ["key.unknown", top("x-rookery: { web: web }"), 5],
  ["name.invalid", "services:\n  Web: { image: a:1, expose: [80] }\n", 2],
  ["name.invalid", "services:\n  a.b: { image: a:1, expose: [80] }\n", 2],
  ["name.invalid", "services:\n  localhost: { image: a:1, expose: [80] }\n", 2],
  ["name.invalid", "services:\n  __proto__: { image: a:1, expose: [80] }\n", 2],
  ["name.invalid", top("volumes: { ../x: }"), 5],
  ["name.invalid", top("volumes: { 'a b': }"), 5],
  ["name.invalid", top("configs: { '.': { content: x } }"), 5],
  ["name.invalid", "services:\n  ? |\n    a\n  : { image: a:1, expose: [80] }\n", 2],
  ["service.none", "volumes: {}\n", 1],
  ["service.none", "services:\n", 1],
  ["service.none", "services: { a: { image: a:1, profiles: [x] } }", 1],
  ["service.too_many", `services:\n${Array.from({ length: 21 }, (_, at) => `  s${at}: { image: a:1 }\n`).join("")}`, 2],
  ["image.missing", "services:\n  a:\n    expose: [80]\n", 2],
  ["image.missing", "services:\n  a:\n", 2],
  ["web.missing", "services:\n  a:\n    image: a:1\n", 1],
  [
    "web.ambiguous",
    "services:\n  a: { image: a:1, x-rookery: { web: 80 } }\n  b: { image: a:1, x-rookery: { web: 80 } }\n",
    1,
  ],
  [
    "depends.cycle",
    "services:\n  a: { image: a:1, expose: [80], depends_on: [b] }\n  b: { image: a:1, depends_on: { c: { condition: service_healthy } } }\n  c: { image: a:1, depends_on: [a] }\n",
    2,
  ],
  ["value.type", "- services\n", 1],
  ["value.type", "services\n", 1],
  ["yaml.empty", "", 1],
  ["yaml.empty", "# nothing\n", 1],
  ["yaml.syntax", "services:\n  web:\n\timage: x\n", 3],
  ["yaml.syntax", "services:\n  web: {\n", 3],
  ["yaml.syntax", "services:\n  web:\n    image: *none\n", 3],
  ["yaml.syntax", "services:\n  web: { image: ${X} }\n", 2],
  ["yaml.documents", `${service()}---\n${service()}`, 5],
  ["yaml.directive", `%YAML 1.1\n---\n${service()}`, 1],
  ["yaml.directive", `%TAG ! tag:x,2000:\n---\n${service()}`, 1],
  ["yaml.tag", service("init: !!bool true"), 5],
  ["yaml.tag", service("volumes: !reset []"), 5],
  ["yaml.tag", service("environment: !override { A: b }"), 5],
  ["yaml.tag", service("user: !!binary cm9vdA=="), 5],
  ["yaml.tag", service("user: ! root"), 5],
  ["yaml.key", service("80: x"), 5],
  ["yaml.key", service("true: x"), 5],
  ["yaml.key", service("? [a]\n    : b"), 5],
  ["yaml.key", service("null: x"), 5],
  ["yaml.key", service("!!str privileged: true"), 5],
  ["yaml.key", service(`${"k".repeat(300)}: x`), 5],
  ["yaml.twice", service("image: other:1"), 5],
  ["yaml.twice", service('"image": other:1'), 5],
  ["yaml.twice", service('"im\\x61ge": other:1'), 5],
  ["yaml.merge", service("<<: text"), 5],
  ["yaml.merge", service("<<: [a]"), 5],
  ["yaml.alias", "x-a: &a\n  b: *a\n", 2],
  ["yaml.alias", "x-a: &a\n  <<: *a\n", 2],
  ["yaml.characters", service('user: "a\\0b"'), 5],
  ["yaml.characters", service('user: "\\ud800"'), 5],
  ["yaml.too_large", `${service()}#${"x".repeat(70_000)}`, 1],
  ["yaml.too_large", service(`user: ${"x".repeat(40_000)}`), 5],
  ["yaml.too_deep", service(`x-a: ${"[".repeat(60)}${"]".repeat(60)}`), 5],
  ["yaml.too_deep", `a: ${"[".repeat(10_000)}`, 1],
  ["yaml.too_deep", `${"- ".repeat(10_000)}`, 1],
  ["yaml.too_many", billionLaughs(), 1],
  [
    "host.privileged",
    "x-a: &a\n  privileged: true\nservices:\n  web:\n    <<: *a\n    image: a:1\n    expose: [80]\n",
    2,
  ],
  ["host.path", "x-a: &a /etc:/x\nservices:\n  web:\n    image: a:1\n    volumes: [*a]\n    expose: [80]\n", 1],
];

function billionLaughs(): string {
  const levels = Array.from({ length: 9 }, (_, at) => `x-${at}: &l${at} [${`*l${at - 1},`.repeat(9)}]`);
  return ["x-0: &l0 [lol,lol]", ...levels.slice(1), service()].join("\n");
}

/** Not an error: what is done differently here, and what would be better. */
const mentions: [RuleCode, string, number][] = [
  ["variable.empty", service("environment: { A: $NOT_SET }"), 5],
  ["variable.empty", service("environment: [NOT_SET]"), 5],
  ["image.unpinned", service().replace(":1.29", ""), 3],
  ["image.unpinned", service().replace("1.29", "latest"), 3],
  ["image.ignored", service("build: ."), 3],
  ["depends.health", `${service("depends_on: { b: { condition: service_healthy } }")}  b: { image: a:1 }\n`, 5],
  ["health.words", service('healthcheck: { test: [CMD, ask, "a b"] }'), 5],
  ["web.health", service(), 2],
  ["web.overlap", `${service("volumes: [a:/a]")}volumes: { a: }\n`, 2],
  ["limit.sum", `${service("mem_limit: 3g")}  b: { image: a:1, mem_limit: 3g }\n`, 1],
  ["limit.sum", `${service("pids_limit: 300")}  b: { image: a:1, pids_limit: 300 }\n`, 1],
  ["handled.restart", service("restart: always"), 5],
  ["handled.restart", service("deploy: { restart_policy: { condition: any } }"), 5],
  ["handled.profiles", `${service()}  b: { image: a:1, profiles: [x] }\n`, 5],
  ["handled.labels", service("labels: { traefik.enable: 'true' }"), 5],
  ["handled.name", `${service()}name: x\n`, 5],
  ["handled.ignored", `${service()}version: "3"\n`, 5],
  ["handled.ignored", service("tty: true"), 5],
  ["handled.ignored", service("healthcheck: { test: x, start_interval: 1s }"), 5],
];

const cases = serviceLines.flatMap(([code, ...lines]) => lines.map((line) => ({ code, line })));

test.each(cases)("$line is refused as $code, at its line", ({ code, line }) => {
  const key = /^(image|expose):/.exec(line)?.[1];
  const text =
    key === undefined ? service(line) : service(line).replace(new RegExp(`    ${key}: (nginx:1.29|\\["80"\\])\n`), "");
  const { findings, app } = lintCompose(text, options);
  expect(app).toBeUndefined();
  const expected = code.startsWith("depends.c") || code === "web.ambiguous" ? [1, 2, 5] : [5, 4, 2];
  expect(
    findings.filter((finding) => finding.code === code).map((finding) => expected.includes(finding.line)),
  ).toContain(true);
});

const named = (all: readonly [RuleCode, string, number][]) =>
  all.map(([code, text, line]) => ({ code, text, line, ending: JSON.stringify(text.slice(-70)) }));

test.each(named(files))("$code: what ends with $ending is refused", ({ code, text, line }) => {
  const { findings, app } = lintCompose(text, options);
  expect(app).toBeUndefined();
  expect(findings.map((finding) => [finding.code, finding.line])).toContainEqual([code, line]);
});

test.each(named(mentions))("$code: what ends with $ending is only mentioned", ({ code, text, line }) => {
  const { findings, app } = lintCompose(text, options);
  expect(app).toBeDefined();
  expect(findings.map((finding) => [finding.code, finding.line])).toContainEqual([code, line]);
});

test("a build is refused where none can be made, and an image of this host where it has no such one", () => {
  const found = (line: string, given: object) =>
    lintCompose(service(line).replace("    image: nginx:1.29\n", ""), { ...options, ...given }).findings;
  expect(found("build: .", { builds: false })[1]).toMatchObject({
    code: "build.none",
    line: 4,
    fix: { kind: "remove" },
  });
  const own = { registries: ["localhost/own", "docker.io"], images: ["localhost/own/static:2"] };
  for (const possible of ["localhost/own/static:2", "nginx:1.28"])
    expect(found(`image: ${possible}`, own).map(({ code }) => code)).toEqual(["web.health"]);
  expect(found("image: localhost/own/static:3", own)[1]).toMatchObject({
    code: "image.registry",
    message: expect.stringContaining("Possible: localhost/own/static:2."),
  });
});

test("every rule is shown to find something", () => {
  const shown = new Set(["build.none", ...[...serviceLines, ...files, ...mentions].map(([code]) => code)]);
  expect(Object.keys(rules).filter((code) => !shown.has(code as RuleCode))).toEqual([]);
});

test("every finding says in sentences what is wrong, why, and what to do", () => {
  const texts = [...cases.map(({ line }) => service(line)), ...[...files, ...mentions].map(([, text]) => text)];
  for (const text of texts.filter(({ length }) => length < 900)) {
    for (const { message, line, column, endLine, endColumn, severity, code } of findingsOf(text)) {
      expect(message, message).toMatch(/^["A-Z*&<$].{15,}[.!]$/su);
      expect(message).not.toMatch(/undefined|\[object|\bNaN\b| {2}/);
      expect(line > 0 && column > 0 && (endLine > line || (endLine === line && endColumn >= column))).toBe(true);
      expect(severity).toBe(rules[code].severity);
    }
  }
});

describe("the known key that was meant", () => {
  test.each([
    ["enviroment", "environment"],
    ["Image", "image"],
    ["healthCheck", "healthcheck"],
    ["depends-on", "depends_on"],
    ["comand", "command"],
    ["memlimit", "mem_limit"],
  ])("of %s is %s", (written, meant) => {
    const finding = findingsOf(service(`${written}: x`)).find(({ code }) => code === "key.unknown");
    expect(finding).toMatchObject({
      line: 5,
      column: 5,
      endColumn: 5 + written.length,
      fix: { replacement: { text: meant } },
    });
    expect(finding?.message).toContain(`Did you mean "${meant}"?`);
  });

  test("is not guessed when nothing is close, and is never a refused one", () => {
    for (const written of ["zzz", "priviliged", "portz"]) {
      expect(findingsOf(service(`${written}: x`))[0]?.message).not.toMatch(/"privileged"|"ports"/);
    }
  });
});
