import type { Id } from "../kernel/id.ts";
import type { Ctx, Ports } from "../kernel/operation.ts";
import { system } from "../kernel/test-context.ts";
import { issueRegistration, type NewSession, register, requestRegistration } from "./index.ts";

/** Where the platform of a test is: no password may be made of it. */
export const portal: Pick<Ports, "addresses"> = {
  addresses: {
    publicUrl: "https://portal.example",
    sitesDomain: "example",
    ofSite: (name) => ({ host: `${name}.example`, url: `https://${name}.example/` }),
  },
};

interface Applicant {
  email: string;
  password: string;
  name?: string;
  accountName?: string;
}

/** Registers somebody as they would do it: asks, opens the link of the mail and goes on from there. */
export async function registered(
  visitor: Ctx,
  { email, name = "Ada", accountName = "Studio", password }: Applicant,
): Promise<NewSession> {
  const asking = { ...visitor, ports: { ...portal, ...visitor.ports } };
  const token = await registrationLink(asking, email);
  return register(asking, { token, name, accountName, password });
}

/** The token of the link that is mailed to whoever asks to register an address. */
export async function registrationLink(visitor: Ctx, email: string): Promise<string> {
  const asked: string[] = [];
  const listening: Ctx = {
    ...visitor,
    announce: async (events) => {
      asked.push(...events.map(({ subject }) => subject));
      await visitor.announce(events);
    },
  };
  await requestRegistration(listening, { email });
  const [registrationId] = asked as Id<"registration">[];
  const token = registrationId && (await issueRegistration({ ...visitor, actor: system }, { registrationId }));
  if (!token) throw new Error(`no link was made for ${email}`);
  return token.reveal();
}
