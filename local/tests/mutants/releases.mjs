const tests = ["core/provisioning/release.test.ts"];

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
];
