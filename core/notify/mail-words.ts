import { inWords } from "../identity/index.ts";
import type { Secret } from "../kernel/secret.ts";

export interface SomebodySomewhere {
  name: string;
  address: string;
  at: Date;
  agent: Parameters<typeof inWords>[0];
}

/** In the zone that everybody can convert from. */
export const moment = (at: Date): string => `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;

/** Behind the `#`, which no browser sends to a server: the token reaches no log and no Referer. */
export const linkOf = (
  publicUrl: string,
  page: string,
  { token, ...rest }: { token: Secret<string>; email?: string },
): string => `${publicUrl}/${page}#${new URLSearchParams({ token: token.reveal(), ...rest })}`;

/** Who asked for a mail, and when. */
export const asOf = ({ address, at, agent }: Omit<SomebodySomewhere, "name">): string =>
  `Asked from: ${inWords(agent)}, address ${address || "unknown"}\nTime: ${moment(at)}`;
