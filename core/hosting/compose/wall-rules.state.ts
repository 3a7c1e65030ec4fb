import type { Rule } from "./rule.state.ts";

/** What would reach beyond the app: to the server, to other customers, or to what we allot. */
export const wallRules = {
  "host.privileged": {
    severity: "error",
    title: "`privileged`",
    why: "A privileged container has the rights of the server itself, which you share with others.",
    remedy: "Remove the line. Ordinary apps run without it.",
  },
  "host.namespace": {
    severity: "error",
    title: "Namespaces of the host: `network_mode`, `pid`, `ipc`, `uts`, `userns_mode`, `volumes_from`",
    why: "It would join the container to the server's, or another container's, network, processes or memory.",
    remedy: "Remove the line. Services of one app reach each other by name; files are shared through a named volume.",
  },
  "host.cgroup": {
    severity: "error",
    title: "Control groups: `cgroup`, `cgroup_parent`, `oom_kill_disable`, `oom_score_adj`",
    why: "It would take the container out of the limits of your plan.",
    remedy: "Remove the line; set `mem_limit`, `cpus` and `pids_limit` instead.",
  },
  "host.devices": {
    severity: "error",
    title: "Devices: `devices`, `device_cgroup_rules`, `gpus`",
    why: "Devices belong to the server, which you share with others.",
    remedy: "Remove the lines.",
  },
  "host.capabilities": {
    severity: "error",
    title: "`cap_add`",
    why: "More rights than a container has by itself reach into the server's kernel.",
    remedy: "Remove the lines. Changing owners and users and listening below port 1024 work without.",
  },
  "host.security": {
    severity: "error",
    title: "`security_opt`, `credential_spec`",
    why: "It would switch off what keeps the container in. Only `no-new-privileges` is possible, and is set anyway.",
    remedy: "Remove the lines.",
  },
  "host.kernel": {
    severity: "error",
    title: "Kernel settings: `sysctls`, `ulimits`, `storage_opt`",
    why: "The kernel is shared by everybody on the server.",
    remedy: "Remove the lines; what apps usually need is set already.",
  },
  "host.groups": {
    severity: "error",
    title: "`group_add`",
    why: "It could add groups of the server's user to the container.",
    remedy: "Remove the lines; make the group in the Dockerfile.",
  },
  "host.path": {
    severity: "error",
    title: "Paths of the server, in any spelling",
    why: "The server's files belong to everybody on it, and yours are in no fixed place.",
    remedy: "Use a named volume, and declare it under the top-level `volumes:`.",
  },
  "host.socket": {
    severity: "error",
    title: "Sockets such as `/var/run/docker.sock`",
    why: "Who talks to the container engine decides about every container.",
    remedy: "Remove the line. Tools that watch other containers cannot run here.",
  },
  "host.project_path": {
    severity: "error",
    title: "Files and folders of the project as mounts",
    why: "Each release is started apart from your source, so a mounted folder would be empty or old.",
    remedy:
      "Copy the files into the image with a Dockerfile, or make a single file a config: `configs:` with `content:`.",
  },
  "host.runtime": {
    severity: "error",
    title: "`runtime`, `isolation`, `provider`",
    why: "What runs containers, and next to them, is the server's matter.",
    remedy: "Remove the line.",
  },
  "host.hooks": {
    severity: "error",
    title: "`post_start`, `pre_stop`, `develop`",
    why: "These run commands past the checks of a release, some with the server's rights.",
    remedy: "Put the command into the image's entrypoint, or into a service that others wait for.",
  },
  "network.ports": {
    severity: "error",
    title: "`ports`",
    why: "Ports of the server are shared: visitors come through our proxy, which finds the web service by its port.",
    remedy: "Write `expose:` with the port inside the container, or `x-rookery.web` with it.",
  },
  "network.external": {
    severity: "error",
    title: "Networks of others: `external`, `name`",
    why: "An app reaches its own networks only.",
    remedy: "Remove the line; services of one app are on a network of their own anyway.",
  },
  "network.driver": {
    severity: "error",
    title: "Network drivers and addresses: `driver`, `driver_opts`, `ipam`, `ipv4_address`, `mac_address`",
    why: "Drivers reach into the server's network, and addresses are given out for each release anew.",
    remedy: "Remove the line; use the name of the service as its address.",
  },
  "network.alias": {
    severity: "error",
    title: "Network aliases that are no plain names, or that are taken",
    why: "An alias must not stand in for another service or for an address of the internet.",
    remedy: "Use a name of small letters, digits and hyphens that nothing else has.",
  },
  "network.dns": {
    severity: "error",
    title: "Names and name servers: `dns`, `extra_hosts`, `hostname`, `domainname`",
    why: "Names are resolved by the network of your app; entries of your own could point at the server itself.",
    remedy: "Remove the lines; services reach each other by the name of the service.",
  },
  "network.links": {
    severity: "error",
    title: "`links`, `external_links`",
    why: "Links are what Compose had before networks, and external ones reach into other apps.",
    remedy: "Remove the lines: every service is reached by its name already.",
  },
  "volume.external": {
    severity: "error",
    title: "Volumes of others: `external`, `name`",
    why: "An app reaches its own volumes only.",
    remedy: "Remove the line; the volume is made for you and outlives releases.",
  },
  "volume.driver": {
    severity: "error",
    title: "Volume drivers: `driver`, `driver_opts`",
    why: "Drivers and their options can mount any path of the server.",
    remedy: "Remove the lines; a named volume needs none.",
  },
  "image.registry": {
    severity: "error",
    title: "Registries that are not on the list",
    why: "Images come from registries that this host trusts.",
    remedy: "Use the image from one of them, or build it from a Dockerfile.",
  },
  "build.context": {
    severity: "error",
    title: "Build contexts and Dockerfiles outside of the project",
    why: "A build sees the source of your project and nothing else.",
    remedy: "Use a path inside the project, such as `.` or `./app`.",
  },
  "build.option": {
    severity: "error",
    title:
      "Build options other than `context`, `dockerfile`, `target` and `args`: `network`, `ssh`, `secrets`, `privileged`, …",
    why: "Builds run in a builder with limits of its own, without the server's network, keys or rights.",
    remedy: "Remove the line.",
  },
  "file.outside": {
    severity: "error",
    title: "Files outside of the project: `env_file`, `file` of configs and secrets",
    why: "Only the files of your project are read.",
    remedy: "Use a path inside the project, or write the content into the compose file.",
  },
  "file.other": {
    severity: "error",
    title: "Other compose files: `include`, `extends`",
    why: "What is run has to stand in one file, so that it can be checked as a whole.",
    remedy: "Copy the parts into this file; anchors (`&name`, `*name`, `<<`) save repetition.",
  },
  "label.reserved": {
    severity: "error",
    title: "Labels that begin with `io.podman`, `io.containers`, `com.docker` or `rookery`",
    why: "By these labels the server knows whose container it is and what to do with it.",
    remedy: "Remove the line.",
  },
  "limit.plan": {
    severity: "error",
    title: "More memory, processors or processes than the plan has",
    why: "A container cannot use more than the plan.",
    remedy: "Lower the figure, or change to a larger plan.",
  },
} as const satisfies Record<string, Rule>;
