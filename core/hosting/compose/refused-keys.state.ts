import type { RuleCode } from "./rules.state.ts";

type Refused = Readonly<Record<string, RuleCode>>;

const all = (code: RuleCode, keys: string): Refused => Object.fromEntries(keys.split(" ").map((key) => [key, code]));

/**
 * Keys that Compose knows and we refuse, with the rule that explains it. These tables are no wall: a key that is missing
 * here is refused as unknown.
 */
export const topLevelKeys: Refused = { include: "file.other", models: "key.unsupported" };

export const serviceKeys: Refused = {
  privileged: "host.privileged",
  ...all("host.namespace", "network_mode net pid ipc uts userns_mode volumes_from"),
  ...all("host.cgroup", "cgroup cgroup_parent oom_kill_disable oom_score_adj"),
  ...all("host.devices", "devices device_cgroup_rules gpus"),
  cap_add: "host.capabilities",
  ...all("host.security", "credential_spec"),
  ...all("host.kernel", "sysctls ulimits storage_opt"),
  group_add: "host.groups",
  use_api_socket: "host.socket",
  ...all("host.runtime", "runtime isolation provider"),
  ...all("host.hooks", "post_start pre_stop develop"),
  ...all("network.dns", "dns dns_opt dns_search extra_hosts hostname domainname"),
  ...all("network.links", "links external_links"),
  mac_address: "network.driver",
  volume_driver: "volume.driver",
  extends: "file.other",
  label_file: "handled.labels",
  container_name: "handled.container_name",
  ...all("handled.logging", "logging log_driver log_opt"),
  scale: "handled.scale",
  ...all(
    "key.unsupported",
    "annotations attach blkio_config cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares cpuset mem_swappiness memswap_limit models",
  ),
};

export const buildKeys: Refused = all(
  "build.option",
  "additional_contexts cache_from cache_to dockerfile_inline entitlements extra_hosts isolation labels network no_cache platforms privileged provenance pull sbom secrets shm_size ssh tags ulimits",
);

export const deployKeys: Refused = all(
  "handled.scale",
  "endpoint_mode labels mode placement rollback_config update_config",
);

export const reservationKeys: Refused = all("host.devices", "devices generic_resources");

export const networkKeys: Refused = {
  ...all("network.external", "external name"),
  ...all("network.driver", "driver_opts ipam enable_ipv4 enable_ipv6 attachable"),
};

export const serviceNetworkKeys: Refused = all(
  "network.driver",
  "ipv4_address ipv6_address link_local_ips mac_address driver_opts interface_name priority gw_priority",
);

export const volumeKeys: Refused = { ...all("volume.external", "external name"), driver_opts: "volume.driver" };

export const contentKeys: Refused = all("content.external", "external name driver driver_opts template_driver");
