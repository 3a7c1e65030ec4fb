import { expect, test } from "vitest";
import { callerAddress, networkOf } from "./caller.ts";

test("whoever has a line with IPv6 counts as one, whichever of its addresses they come from", () => {
  const one = "2001:db8:1:2::/64";
  for (const address of [
    "2001:db8:1:2::1",
    "2001:0DB8:0001:0002:ffff:ffff:ffff:ffff",
    "2001:db8:1:2:3:4:5:6",
    "2001:db8:1:2::192.0.2.1",
  ]) {
    expect([address, networkOf(address)]).toEqual([address, one]);
  }
  expect(networkOf("2001:db8:1:3::1")).not.toBe(one);
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
});

test("IPv4 counts by address, also where it is written as IPv6", () => {
  expect(networkOf("192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(networkOf("::ffff:c000:207")).toBe("192.0.2.7");
  expect(networkOf("192.0.2.8")).not.toBe(networkOf("192.0.2.7"));
});

test("what is no address is counted as it is", () => {
  for (const text of ["unknown", "", ":", "1:2", "[::1]", "2001:db8::1::2"]) expect(networkOf(text)).toBe(text);
});

test("the port that CloudFront adds is no part of the address", () => {
  const from = (viewer: string) => callerAddress(new Headers({ "cloudfront-viewer-address": viewer }));
  expect(from("192.0.2.7:46532")).toBe("192.0.2.7");
  expect(from("2001:db8::1:46532")).toBe("2001:db8::1");
  expect(from("[2001:db8::1]:46532")).toBe("2001:db8::1");
});
