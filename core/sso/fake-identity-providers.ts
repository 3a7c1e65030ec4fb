import { DomainError } from "../kernel/errors.ts";
import type { IdentityProviders } from "./ports.ts";

/** Every address is a provider, which lets nobody in: for tests of what stands around it. */
export const fakeIdentityProviders = (): IdentityProviders => ({
  async discover(issuer) {
    return {
      issuer,
      authorizationEndpoint: `${issuer}/authorize`,
      tokenEndpoint: `${issuer}/token`,
      namesItself: true,
    };
  },
  async authorizationUrl({ issuer }, { state }) {
    return `${issuer}/authorize?state=${state.reveal()}`;
  },
  async identify() {
    throw new DomainError("forbidden", "sso.refused", "Nobody is let in.");
  },
});
