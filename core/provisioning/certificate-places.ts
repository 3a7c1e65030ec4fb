import * as Certificates from "../certificates/index.ts";
import { DomainError } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import type { Ctx } from "../kernel/operation.ts";
import * as Settings from "../settings/index.ts";
import { type At, atOf } from "./here.ts";
import { target } from "./place.ts";

export interface HostPlace {
  host: string;
  at: At;
}

/** The hosts that a certificate is good for, each with the place of the service that it leads to. */
export async function placesOf(ctx: Ctx, certificateId: Id<"certificate">): Promise<HostPlace[]> {
  const certificate = await Certificates.read(ctx, { certificateId });
  if (!certificate) throw gone();
  const hosts = await Settings.hostsCovered(ctx, { accountId: certificate.accountId, names: certificate.names });
  const places = [];
  for (const { host, serviceId } of hosts) {
    const found = await target(ctx, { serviceId });
    if (found) places.push({ host, at: atOf({ ctx }, found) });
  }
  return places;
}

/** Where a name's website answers, as whoever looks at it before an authority does is told. */
export function placeAt(places: readonly HostPlace[], name: string): Certificates.Place | undefined {
  const found = places.find(({ host }) => host === name);
  if (!found) return undefined;
  const { call, node } = found.at;
  return {
    ...{ host: node.host, httpPort: node.httpPort },
    put: (token, answer) => call.putChallenge({ host: name, token, answer }),
    remove: (token) => call.removeChallenge({ host: name, token }),
  };
}

export const gone = () => new DomainError("conflict", "certificate.names_gone", "The names were taken away meanwhile.");
