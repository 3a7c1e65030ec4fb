import { BlockList, isIP } from "node:net";

const listed = (family: "ipv4" | "ipv6", ...subnets: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [address = "", prefix = ""] = subnet.split("/");
    list.addSubnet(address, Number(prefix), family);
  }
  return list;
};

/** IANA's registry of special-purpose addresses; cloud metadata is at link-local ones. */
const special4 = listed(
  "ipv4",
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"],
  ...["224.0.0.0/4", "240.0.0.0/4"],
);
/** Everything public is in here. */
const global6 = listed("ipv6", "2000::/3");
/** But for what is documentation, or leads to IPv4 addresses. */
const special6 = listed("ipv6", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

const loopback4 = listed("ipv4", "127.0.0.0/8");

/** Whether anybody on the Internet could reach it. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !special4.check(address, "ipv4");
  return isIP(address) === 6 && global6.check(address, "ipv6") && !special6.check(address, "ipv6");
}

export const isLoopback = (address: string): boolean =>
  isIP(address) === 4 ? loopback4.check(address, "ipv4") : address === "::1";
