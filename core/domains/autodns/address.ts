import type { IntegrationAddress } from "../../integrations/ports.ts";
import { Secret } from "../../kernel/secret.ts";
import { type Autodns, type AutodnsOptions, autodns } from "./client.ts";

const demonstrationContext = "1";

/** Where an address leads and as whom, without what is secret of it. */
export function addressOf(address: Secret<string>): IntegrationAddress {
  const { username, host, searchParams } = new URL(address.reveal());
  const system = searchParams.get("context") === demonstrationContext ? "demonstration" : "live";
  return { host, login: decodeURIComponent(username), system };
}

/** A client for an address that holds login and context: `https://user:password@api.autodns.com/v1?context=4`. */
export function autodnsAt(
  address: Secret<string>,
  takeTurn: AutodnsOptions["takeTurn"],
  notes?: AutodnsOptions["notes"],
): Autodns {
  const { username, password, origin, pathname, searchParams } = new URL(address.reveal());
  return autodns({
    ...(notes && { notes }),
    login: {
      user: decodeURIComponent(username),
      password: new Secret(decodeURIComponent(password)),
      context: Number(searchParams.get("context")),
    },
    url: `${origin}${pathname.replace(/\/$/, "")}`,
    userAgent: "Rookery",
    takeTurn,
  });
}
