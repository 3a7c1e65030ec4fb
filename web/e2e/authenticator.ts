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

/**
 * Whether somebody touches it when it asks; what a page fills in by itself is signed at once when somebody does.
 * What was asked while nobody did is never answered, whatever comes later.
 */
export const touched = ({ cdp, id }: Authenticator, enabled: boolean) =>
  cdp.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId: id, enabled });

/** Signs in by the button alone: what the page would fill in by itself is asked for, and not answered in time. */
export async function signInByButton(page: Page, authenticator: Authenticator): Promise<void> {
  await touched(authenticator, false);
  await page.goto("/sign-in");
  await withheldAutofill(page);
  await touched(authenticator, true);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
}

/** Has the page ask for what it may fill in; the answer comes when the test says. */
export async function withheldAutofill(page: Page): Promise<() => Promise<void>> {
  const requests = "**/api/session/passkey-request";
  const asked = Promise.withResolvers<void>();
  const allowed = Promise.withResolvers<void>();
  await page.route(
    requests,
    async (route) => {
      asked.resolve();
      await allowed.promise;
      await route.continue();
    },
    { times: 1 },
  );
  await page.mouse.move(10, 10);
  await asked.promise;
  return async () => {
    const answer = page.waitForResponse(requests);
    allowed.resolve();
    await (await answer).finished();
  };
}
