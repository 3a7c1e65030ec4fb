const tests = ["core/provisioning/release.test.ts"];
const composed = ["core/provisioning/compose-release.test.ts"];

export const releases = [
  {
    name: "visitors led to a release that is not healthy",
    file: "core/provisioning/steps.ts",
    find: 'if (state === "healthy") return { done: true, message: "Running and healthy." };',
    replace: 'if (state !== "starting") return { done: true, message: "Running and healthy." };',
    tests,
    expects: "a deploy whose release does not become healthy leads no visitor to it, and says why in its own words",
  },
  {
    name: "visitors left with a release whose first page fails",
    file: "core/provisioning/release-steps.ts",
    find: "await lead(scope, at, { ...live, port: live.port });",
    replace: "await endSwitch(scope.ctx, { releaseId: starting.id });",
    tests,
    expects: "a deploy whose first page fails leads visitors back to the release before",
  },
  {
    name: "the old release stopped in the middle of its answers",
    file: "core/provisioning/release-steps.ts",
    find: "if (open === 0) return",
    replace: "if (open >= 0) return",
    tests,
    expects: "a deploy waits for what the old release is answering, shows it, and closes what has no end",
  },
  {
    name: "the files of a site removed with a release",
    file: "core/provisioning/release-steps.ts",
    find: "if (stack !== home) await call.removeStack(user, stack);",
    replace: "await call.removeStack(user, stack);",
    tests,
    expects: "a site that was made before there were releases keeps its files when its first release is replaced",
  },
  {
    name: "releases cancelled that visitors are led to",
    file: "core/releases/release.state.ts",
    find: 'state === "pending" || state === "starting";',
    replace: 'state !== "superseded";',
    tests,
    expects: "cancelling is refused once visitors may be led to it, and of what is not under way",
  },
  {
    name: "rolling back to anything that ever was",
    file: "core/releases/release.state.ts",
    find: 'kept && (state === "superseded" || state === "rolled_back");',
    replace: 'kept || state !== "pending";',
    tests,
    expects: "rolling back reaches the last five that were live, and no other",
  },
  {
    name: "images taken away that another website of the account goes back to",
    file: "core/releases/release-rows.ts",
    find: "and(eq(release.accountId, accountId), stillNeeded, leaving ? ne(release.serviceId, id) : undefined)",
    replace: "and(eq(release.serviceId, id), stillNeeded, leaving ? ne(release.serviceId, id) : undefined)",
    tests: composed,
    expects:
      "the images of a compose file of a website that is removed go with it, but for those that another one of the account needs",
  },
  {
    name: "a pull that goes on after its deploy was cancelled",
    file: "core/provisioning/pulling.ts",
    find: "await at.call.stopPull(at.user, exact ?? name);",
    replace: "scope.log(exact ?? name);",
    tests: composed,
    expects: "the images of a compose file are no longer pulled once the deploy is cancelled",
  },
  {
    name: "two releases that write to one volume at once",
    file: "core/provisioning/release-beside.ts",
    find: "(await rendered(scope, at, release)).overlaps) return { done: true };",
    replace: "others.length > 0) return { done: true };",
    tests: composed,
    expects: "a compose app that cannot run twice stops first, says so, and starts anew; its database goes on running",
  },
  {
    name: "an image that means something else after going back",
    file: "core/provisioning/pulling.ts",
    find: "exact: release.images[name] ?? (",
    replace: "exact: (",
    tests: composed,
    expects:
      "the images of a compose file mean what they mean now when it is deployed again, but those of a database stay: a deploy leaves it alone",
  },
];
