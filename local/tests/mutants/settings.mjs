const tests = ["core/settings/settings.test.ts"];

export const settings = [
  {
    name: "host names lead somewhere before anybody showed whose they are",
    file: "core/settings/front.ts",
    find: "and(eq(serviceHost.serviceId, serviceId), isNotNull(serviceHost.verifiedAt))",
    replace: "and(eq(serviceHost.serviceId, serviceId), undefined)",
    tests,
    expects: "a host name leads nowhere until its owner has shown whose it is; then it leads to the website",
  },
  {
    name: "names of the platform given to customers",
    file: "core/hosting/host-rules.ts",
    find: "if (ours.some((domain) => within(name, domain) || within(domain, name)))",
    replace: "if (ours.includes(name))",
    tests: ["core/hosting/host-rules.test.ts"],
    expects: "a name of the platform's own, below it or above, is nobody else's",
  },
  {
    name: "the private link shown to whoever looks",
    file: "core/settings/front.ts",
    find: " && permits(ctx.actor, mayConfigure);",
    replace: ";",
    tests,
    expects:
      "a password before a website is asked from then on, shown to nobody, and passed by the platform's own look at it",
  },
];
