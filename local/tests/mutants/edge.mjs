const web = ["stacks/web.test.ts"];
const rules = ["stacks/web-acl/rules.test.ts"];
const acl = ["stacks/edge.test.ts"];
const logs = ["stacks/log-archive.test.ts"];

export const edge = [
  {
    name: "the gateway spoken to by TLS 1.0",
    file: "stacks/web.ts",
    find: "OriginSslPolicy.TLS_V1_2]",
    replace: "OriginSslPolicy.TLS_V1]",
    tests: web,
    expects: "the portal is served by TLS 1.2 or newer alone, to browsers and from the gateway",
  },
  {
    name: "one caller's answer kept for others",
    file: "stacks/web.ts",
    find: "cookieBehavior: CacheCookieBehavior.all(),",
    replace: "",
    tests: web,
    expects: "the API is answered anew each time, and callers are told apart even where it forgot to say so",
  },
  {
    name: "the caller's own word taken for the caller's address",
    file: "stacks/forwarded-headers.ts",
    find: '  "CloudFront-Viewer-Address",\n',
    replace: "",
    tests: web,
    expects: "the API gets each header that its functions read, and the caller's address in CloudFront's own word",
  },
  {
    name: "a content security policy that the deployment weakens",
    file: "stacks/web-headers-policy.ts",
    find: "contentSecurityPolicy: { contentSecurityPolicy: policy, override }",
    replace: 'contentSecurityPolicy: { contentSecurityPolicy: "default-src *", override }',
    tests: web,
    expects: "headers are those that the local server sends with every page, whatever the bucket says",
  },
  {
    name: "a free body whatever the method",
    file: "stacks/web-acl/free-bodies.ts",
    find: "all(methodIs(method), any(",
    replace: "all(any(",
    tests: rules,
    expects: "no way of writing a path borrows what belongs to another nor does another method",
  },
  {
    name: "a free route that covers an inspected one",
    file: "stacks/web-acl/free-bodies.ts",
    find: 'one.body !== "free" &&',
    replace: 'one.body === "free" && false &&',
    tests: rules,
    expects:
      "no way of writing a path borrows what belongs to another a free route that would cover an inspected one is an error, not a hole",
  },
  {
    name: "ids that may hold a way out of their path",
    file: "stacks/web-acl/free-bodies.ts",
    find: '"[A-Za-z0-9_-]{1,64}"',
    replace: '"[^/]{1,64}"',
    tests: rules,
    expects: "no way of writing a path borrows what belongs to another /api/services/%2e%2e/compose",
  },
  {
    name: "sign-in limited only where its path is written plainly",
    file: "stacks/web-acl/statement.ts",
    find: "textTransformations: madePlain,",
    replace: "textTransformations: asSent,",
    tests: rules,
    expects: "rates writing it as /api//session guesses no oftener",
  },
  {
    name: "long bodies let past the rules that read them",
    file: "stacks/web-acl/rules.ts",
    find: "all(bodyLargerThan(inspectedBodyMaxBytes), not(labelled(freeBody)))",
    replace: "all(bodyLargerThan(1_000_000), not(labelled(freeBody)))",
    tests: rules,
    expects:
      "the same is refused anywhere else a body that is longer than can be read to its end is refused before it is read",
  },
  {
    name: "sessions in the firewall's log",
    file: "stacks/web-acl/web-acl.ts",
    find: '      { singleHeader: { Name: "cookie" } },\n',
    replace: "",
    tests: acl,
    expects: "refusals and findings are logged, without sessions and without what stands in addresses",
  },
  {
    name: "an archive that can be emptied",
    file: "stacks/archive-bucket.ts",
    find: "ObjectLockRetention.compliance(time)",
    replace: "ObjectLockRetention.governance(time)",
    tests: logs,
    expects: "the archive cannot be changed or emptied before its time by anybody, and is readable to nobody outside",
  },
];
