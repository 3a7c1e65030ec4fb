import { describe, expect, test } from "vitest";
import { allows, Network } from "./network.ts";

const problemOf = (text: string) => Network.safeParse(text).error?.issues[0]?.message;

describe("a list of addresses", () => {
  test("that is empty allows every address", () => {
    for (const address of ["203.0.113.7", "2001:db8::1", "unknown"]) expect(allows([], address)).toBe(true);
  });

  test.each([
    ["203.0.113.7/32", ["203.0.113.7", "::ffff:203.0.113.7", "::ffff:cb00:7107"], ["203.0.113.8", "2001:db8::1"]],
    ["203.0.113.0/24", ["203.0.113.0", "203.0.113.255"], ["203.0.112.255", "203.0.114.0", "::ffff:203.0.114.0"]],
    ["10.1.2.3/8", ["10.0.0.0", "10.255.255.255"], ["11.0.0.0", "9.255.255.255"]],
    ["2001:db8::/48", ["2001:db8::", "2001:db8:0:ffff::1"], ["2001:db8:1::", "2001:db7::1", "203.0.113.7"]],
    ["2001:db8::1/128", ["2001:db8::1", "2001:0DB8:0:0:0:0:0:1"], ["2001:db8::2"]],
    ["::1/128", ["::1"], ["127.0.0.1", "::2"]],
  ] as const)("%s allows what is within it and nothing else", (network, inside, outside) => {
    for (const address of inside) expect(allows([network], address), address).toBe(true);
    for (const address of outside) expect(allows([network], address), address).toBe(false);
    expect(allows(["198.51.100.1/32", network], inside[0])).toBe(true);
  });

  test("allows no address that is none", () => {
    for (const address of ["unknown", "", "203.0.113.7:443", "203.0.113.007", "localhost"]) {
      expect(allows(["0.0.0.0/1", "128.0.0.0/1", "::/1", "8000::/1"], address), address).toBe(false);
    }
  });

  test("that cannot be read allows nothing", () => {
    expect(allows(["anywhere"], "203.0.113.7")).toBe(false);
  });
});

describe("an entry", () => {
  test("is kept with its length, without space around it", () => {
    expect(Network.parse(" 203.0.113.7 ")).toBe("203.0.113.7/32");
    expect(Network.parse("2001:DB8::1")).toBe("2001:db8::1/128");
    expect(Network.parse("203.0.113.0/24")).toBe("203.0.113.0/24");
  });

  test("that allows everything, or nothing, or is nonsense is refused with what to do", () => {
    for (const every of ["0.0.0.0/0", "::/0", "203.0.113.7/0"])
      expect(problemOf(every)).toContain("Leave the list empty");
    for (const mapped of ["::ffff:203.0.113.7", "::ffff:cb00:7107/128"]) {
      expect(problemOf(mapped)).toContain("Enter an IPv4 address");
    }
    for (const nonsense of [
      "",
      "example.com",
      "203.0.113.7/33",
      "2001:db8::/129",
      "203.0.113",
      "1.2.3.4/-1",
      "fe80::1%eth0",
      "1.2.3.4/24/24",
    ]) {
      expect(problemOf(nonsense), nonsense).toContain("Enter an address such as");
    }
  });
});
