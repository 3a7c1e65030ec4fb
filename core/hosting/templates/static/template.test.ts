import { expect, test } from "vitest";
import { parse } from "yaml";
import { template } from "./template.ts";

const site = {
  ...{ stack: "s-1-1", service: "s-1", host: "shop.sites.example", port: 10_004 },
  ...{ limits: { memoryMb: 64, processes: 64 }, parameters: {}, environment: {}, secrets: {} },
};

test("what a customer chose stands in the page as text", () => {
  const { seed } = template.render({ ...site, host: `<script>"&` });
  expect(seed["www/index.html"]).toContain("&lt;script&gt;&quot;&amp;");
  expect(seed["www/index.html"]).not.toContain("<script>");
});

test("what a customer chose stands in the compose file as data", () => {
  const stack = `x: {privileged: true}\n#"'`;
  expect(parse(template.render({ ...site, stack }).compose)).toMatchObject({ name: stack });
});
