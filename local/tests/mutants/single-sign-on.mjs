const providers = ["core/sso/open-id-providers.test.ts"];
const flow = ["functions/api/sso.test.ts", "functions/api/sso-attacks.test.ts"];
const outward = ["core/kernel/public-fetch.test.ts"];

export const singleSignOn = [
  {
    name: "an ID token taken without our nonce",
    file: "core/sso/open-id-providers.ts",
    find: "expectedNonce: attempt.nonce.reveal(),",
    replace: "",
    tests: providers,
    expects: "a provider that is not sound is not believed with no nonce",
  },
  {
    name: "an answer taken with any state",
    file: "core/sso/open-id-providers.ts",
    find: "expectedState: attempt.state.reveal(),",
    replace: "expectedState: openid.skipStateCheck,",
    tests: providers,
    expects: "a real provider is not believed with another state, another nonce, or in another's name",
  },
  {
    name: "the signature of an ID token not checked",
    file: "core/sso/open-id-providers.ts",
    find: "    openid.enableNonRepudiationChecks(configuration);\n",
    replace: "",
    tests: providers,
    expects: "a provider that is not sound is not believed with somebody else's signature",
  },
  {
    name: "the answer of one provider taken for another's",
    file: "core/sso/sign-in.ts",
    find: "connection?.id !== signIn.connectionId",
    replace: "connection === undefined",
    tests: flow,
    expects: "what one provider answers is never taken for another's, nor sent to it",
  },
  {
    name: "an attempt that can be finished twice",
    file: "core/sso/sign-in.ts",
    find: "              isNull(ssoSignIn.usedAt),\n",
    replace: "",
    tests: flow,
    expects: "a failed answer ends the attempt too",
  },
  {
    name: "a provider that speaks for any address",
    file: "core/sso/arrival.ts",
    find: "+ 1)))?.id !== connection.id) {",
    replace: '+ 1)))?.id === "") {',
    tests: flow,
    expects: "the provider speaks for its own domains, for confirmed addresses, and for nobody else",
  },
  {
    name: "a provider that vouches in other accounts too",
    file: "core/identity/session.sql.ts",
    find: "    and (c.id is null or c.account_id = m.account_id)\n",
    replace: "",
    tests: flow,
    expects: "who is in reaches nothing of their other accounts, nor the factors with which they sign in there",
  },
  {
    name: "another way in where there is to be one",
    file: "core/identity/session.sql.ts",
    find: "e.account_id = m.account_id and e.enforced",
    replace: "e.account_id = m.account_id and false",
    tests: flow,
    expects: "who is in needs the provider where it is the only way in; owners have another, for when it fails",
  },
  {
    name: "a name followed into our own networks",
    file: "core/kernel/public-fetch.ts",
    find: "!found.every(({ address }) => goesTo(address))",
    replace: "found.length === 0",
    tests: outward,
    expects:
      "an address that a customer typed is not followed there by a name either, not even by one of several addresses",
  },
];
