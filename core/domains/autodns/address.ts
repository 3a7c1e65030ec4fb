import { Secret } from "../../kernel/secret.ts";
import { type Autodns, type AutodnsOptions, autodns } from "./client.ts";

/** A client for an address that holds login and context: `https://user:password@api.autodns.com/v1?context=4`. */
export function autodnsAt(address: Secret<string>, takeTurn: AutodnsOptions["takeTurn"]): Autodns {
  const { username, password, origin, pathname, searchParams } = new URL(address.reveal());
  return autodns({
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
