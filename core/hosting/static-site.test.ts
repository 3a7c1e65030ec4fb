import { expect, test } from "vitest";
import { parse } from "yaml";
import { siteNameProblem } from "./site-name.state.ts";
import { staticSite } from "./static-site.ts";

const site = { name: "s-1", host: "shop.sites.example", port: 10_004, memoryMb: 64, processes: 64 };

test("the container may write nothing but memory, gain no privilege, and is reached on the node's loopback only", () => {
  const compose = parse(staticSite(site).compose) as {
    name: string;
    services: Record<string, Record<string, unknown>>;
  };
  expect(compose.name).toBe("s-1");
  expect(Object.keys(compose.services)).toEqual(["web"]);
  expect(compose.services.web).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges"],
    mem_limit: "64m",
    pids_limit: 64,
    ports: ["127.0.0.1:10004:8080"],
    volumes: ["./www:/srv/www:ro"],
  });
  const given = Object.keys(compose.services.web ?? {});
  for (const dangerous of ["privileged", "network_mode", "pid", "ipc", "devices", "cap_add", "userns_mode"]) {
    expect(given).not.toContain(dangerous);
  }
});

test("what a customer chose stands in the page as text", () => {
  const { seed } = staticSite({ ...site, host: `<script>"&` });
  expect(seed["www/index.html"]).toContain("&lt;script&gt;&quot;&amp;");
  expect(seed["www/index.html"]).not.toContain("<script>");
});

test("what a customer chose stands in the compose file as data", () => {
  const name = `x: {privileged: true}\n#"'`;
  expect(parse(staticSite({ ...site, name }).compose)).toMatchObject({ name });
});

test("every name that passes is one DNS label of small letters, digits and single hyphens", () => {
  const characters = ["a", "z", "0", "9", "-", "A", "_", ".", " ", "ß", "\n", "*"];
  for (let count = 0; count < 20_000; count++) {
    const length = 1 + (count % 6);
    let name = "";
    for (let at = 0; at < length; at++)
      name += characters[(count * 7 + at * at * 13 + Math.floor(count / 12 ** at)) % 12];
    if (siteNameProblem(name) === undefined) expect(name).toMatch(/^[a-z0-9](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]$/);
  }
  expect(siteNameProblem("my-shop")).toBeUndefined();
  expect(siteNameProblem("a\nb")).toBeDefined();
  expect(siteNameProblem("abc\n")).toBeDefined();
});
