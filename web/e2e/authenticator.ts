import type { CDPSession, Page } from "playwright-core";

export interface Authenticator {
  cdp: CDPSession;
  id: string;
}

/** Chromium's own authenticator in software, whose person always agrees. */
export async function authenticatorIn(page: Page): Promise<Authenticator> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("WebAuthn.enable");
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return { cdp, id: authenticatorId };
}

/** Whether somebody touches it when it asks; what a page fills in by itself is signed at once when somebody does. */
export const touched = ({ cdp, id }: Authenticator, enabled: boolean) =>
  cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: id, enabled });
