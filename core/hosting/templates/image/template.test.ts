import { expect, test } from "vitest";
import { parse } from "yaml";
import { neverNeeded } from "../../container.ts";
import { template } from "./template.ts";

const digest = `registry.example/team/app@sha256:${"a".repeat(64)}`;
const composeOf = (parameters: object, image?: string) => {
  const { compose } = template.render({
    ...{ stack: "s-1-2", service: "s-1", host: "shop.sites.example", port: 10_004, image },
    ...{ limits: { memoryMb: 256, processes: 64 }, parameters, environment: { PRICE: "$5" }, secrets: {} },
  });
  return parse(compose) as { services: { web: Record<string, unknown> }; volumes?: Record<string, { name: string }> };
};

test("what was pulled runs by its digest, whatever its name means by then", () => {
  expect(composeOf({ reference: "registry.example/team/app:2" }, digest).services.web.image).toBe(digest);
  expect(template.image({ reference: "nginx" })).toBe("docker.io/library/nginx:latest");
});

test("it begins as its maker meant it, within its limits, and is reached on the node's loopback alone", () => {
  const { services, volumes } = composeOf({
    ...{ reference: "nginx:1.29", port: 80, command: "nginx -g daemon", healthPath: "/up" },
    volumes: ["data:/var/lib/app", "cache:/var/cache/nginx"],
  });
  expect(Object.keys(services)).toEqual(["web"]);
  expect(services.web).toMatchObject({
    ...{ command: ["nginx", "-g", "daemon"], ports: ["127.0.0.1:10004:80"], environment: { PRICE: "$$5" } },
    ...{ cap_drop: neverNeeded, security_opt: ["no-new-privileges"], mem_limit: "256m", pids_limit: 64 },
    healthcheck: { test: expect.arrayContaining(["80", "/up"]) },
  });
  expect(services.web.volumes).toEqual(expect.arrayContaining(["data:/var/lib/app", "cache:/var/cache/nginx"]));
  expect(volumes).toEqual({ data: { name: "s-1-data" }, cache: { name: "s-1-cache" } });
  for (const dangerous of ["privileged", "network_mode", "pid", "ipc", "devices", "cap_add", "userns_mode"]) {
    expect(services.web).not.toHaveProperty(dangerous);
  }
});

test("of the node it sees the two files that ask for its health, and may write to neither", () => {
  const { services } = composeOf({ reference: "nginx:1.29" });
  const mounts = services.web.volumes as string[];
  expect(mounts.every((mount) => mount.endsWith(":ro"))).toBe(true);
  expect(mounts).toHaveLength(2);
});

test("without a path the image's own health check is the one", () => {
  const { services } = composeOf({ reference: "nginx:1.29", healthPath: "" });
  expect(services.web).not.toHaveProperty("healthcheck");
  expect(services.web).not.toHaveProperty("volumes");
});

test.each([
  { reference: "not an image" },
  { reference: "nginx; touch /tmp/x" },
  { reference: "nginx", port: 0 },
  { reference: "nginx", command: "sh -c 'x'" },
  { reference: "nginx", command: "$(id)" },
  { reference: "nginx", healthPath: "up" },
  { reference: "nginx", volumes: ["/etc:/etc"] },
  { reference: "nginx", volumes: ["../x:/data"] },
  { reference: "nginx", volumes: ["data:relative"] },
  { reference: "nginx", volumes: ["data:/data:rw,exec"] },
  { reference: "nginx", volumes: ["data:/a", "data:/b"] },
  { reference: "nginx", volumes: ["a:/data", "b:/data"] },
])("refuses %j", (parameters) => {
  expect(template.parameters.safeParse(parameters).success).toBe(false);
});
