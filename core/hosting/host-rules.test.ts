import { expect, test } from "vitest";
import { hostNameOf } from "./host-rules.ts";

const addresses = {
  publicUrl: "https://my.hosting.com",
  sitesDomain: "sites.hosting.com",
  ofSite: (name: string) => ({ host: `${name}.sites.hosting.com`, url: `https://${name}.sites.hosting.com` }),
};

test("a name of the platform's own, below it or above, is nobody else's", () => {
  for (const name of [
    "my.hosting.com",
    "a.my.hosting.com",
    "sites.hosting.com",
    "other.sites.hosting.com",
    "hosting.com",
  ])
    expect([name, hostNameOf(name, addresses)]).toEqual([name, { problem: expect.stringContaining("is ours") }]);
  expect(hostNameOf("nothosting.com", addresses)).toEqual({ name: "nothosting.com" });
});
