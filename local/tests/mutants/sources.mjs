const webhooks = ["functions/webhooks/git.test.ts"];
const addresses = ["core/sources/git-address.test.ts"];
const builds = ["core/provisioning/build.test.ts"];
const forged = "a webhook that nobody signed who knows the secret is refused, and leaves nothing";

export const sources = [
  {
    name: "webhooks of repositories that nobody signed",
    file: "functions/webhooks/app.ts",
    find: "      demandGenuine(body, c.req, secret);\n",
    replace: "",
    tests: webhooks,
    expects: forged,
  },
  {
    name: "signatures of webhooks that are only as long as they should be",
    file: "functions/webhooks/git.ts",
    find: "return one.length === other.length && timingSafeEqual(one, other);",
    replace: "return one.length === other.length;",
    tests: webhooks,
    expects: forged,
  },
  {
    name: "a webhook that comes again deployed again",
    file: "core/sources/push.ts",
    find: 'return (await Releases.runsOrWill(tx, row.serviceId, push.commit)) ? "deployed_already" : "deploys";',
    replace: 'return "deploys";',
    tests: webhooks,
    expects:
      "a webhook that comes again starts nothing: while the push waits, while it is deployed, and when it is live",
  },
  {
    name: "passwords in the address of a repository",
    file: "core/sources/git-address.state.ts",
    find: 'if (user.includes(":") || (at !== -1 && scheme === "https")) return failing("credentials");',
    replace: "",
    tests: addresses,
    expects: "the address of a repository with a password in it is refused in words that do not repeat it",
  },
  {
    name: "a repository's path that begins with a dash",
    file: "core/sources/git-address.state.ts",
    find: "/^(?![-.])[\\w.~+-]{1,100}$/",
    replace: "/^[\\w.~+-]{1,100}$/",
    tests: addresses,
    expects: "the address of a repository with a path that is an option is none",
  },
  {
    name: "images of releases that can be gone back to removed",
    file: "core/builds/build-rows.ts",
    find: "needed.length === 0 ? undefined : notInArray(build.image, needed)",
    replace: "undefined && notInArray(build.image, needed)",
    tests: builds,
    expects: "images stay for as long as a release can be gone back to, which needs no build, and no longer",
  },
  {
    name: "what opens one repository handed to the host of another",
    file: "core/sources/opened.ts",
    find: "    .where(and(eq(source.serviceId, serviceId), eq(source.url, url)));",
    replace: "    .where(and(eq(source.serviceId, serviceId), url ? undefined : eq(source.url, url)));",
    tests: builds,
    expects: "a look at a repository is the node's, with what was typed and nothing of another address",
  },
  {
    name: "archives without their size, kind and digest in what is signed",
    file: "functions/runtime/s3-archives.ts",
    find: 'sign("PUT", key, seconds, { headers, at: endpoint })',
    replace: 'sign("PUT", key, seconds, { at: endpoint })',
    tests: ["local/s3/archives.test.ts"],
    expects: "what is of another kind is refused, and nothing is there",
  },
  {
    name: "archives that lie beside those of other accounts",
    file: "core/builds/archive.ts",
    find: "`${accountId}/${serviceId}/${sha256}.${format}`",
    replace: "`${serviceId && accountId && sha256}.${format}`",
    tests: builds,
    expects: "an archive is uploaded below its own account, with its size, its kind and its digest in what is signed",
  },
  {
    name: "archives deployed before they have arrived whole",
    file: "core/builds/upload.ts",
    find: "if (sizeBytes !== archive.sizeBytes) {",
    replace: "if (false) {",
    tests: builds,
    expects: "an archive is deployed once it has arrived whole, and not before",
  },
];
