import { z } from "zod";
import * as Sso from "#core/sso/index.ts";
import { leavesForProvider, returnsFromProvider, route } from "../route.ts";

const perAddress = (name: string, tokens: number) =>
  ({ limit: { name, tokens, perSeconds: 300 }, by: "address" }) as const;

export const ssoRoutes = {
  "GET /sso": route(Sso.get, Sso.SsoSettings),
  "POST /sso": route(Sso.save, Sso.SsoSettings, { body: "free", secret: true, costly: true }),
  "DELETE /sso": route(Sso.remove, Sso.SsoSettings),
  "POST /sso/discovery": route(Sso.discover, Sso.SsoDiscovered, { body: "free", secret: true, costly: true }),
  "POST /sso/switch": route(Sso.switchTo, Sso.SsoSettings),
  "POST /sso/domains": route(Sso.addDomain, Sso.SsoSettings),
  "POST /sso/domains/{domainId}/verification": route(Sso.verifyDomain, Sso.SsoSettings, { costly: true }),
  "DELETE /sso/domains/{domainId}": route(Sso.removeDomain, Sso.SsoSettings),
  "POST /sso/tests": leavesForProvider(Sso.beginTest, { limits: [perAddress("sso-test", 30)] }),
  "POST /sso/sign-ins": leavesForProvider(Sso.begin, { limits: [perAddress("sso-sign-in", 60)] }),
  "POST /sso/callback": returnsFromProvider(Sso.finish, Sso.Arrived, {
    body: "free",
    limits: [perAddress("sso-callback", 60)],
  }),
  "POST /sso/connection": returnsFromProvider(Sso.connect, z.object({ outcome: z.literal("connected") }), {
    limits: [perAddress("sso-connection", 30)],
  }),
};
