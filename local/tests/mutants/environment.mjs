const tests = ["core/environment/environment.test.ts"];

export const environment = [
  {
    name: "values of variables shown to whoever looks",
    file: "core/environment/environment.ts",
    find: "value: secret || !mayRead ? null : value",
    replace: "value: secret ? null : value",
    tests,
    expects: "others who only look see names, who set things see values, and the sealed bytes nobody",
  },
  {
    name: "sealed variables read by members",
    file: "migrations/0027_environments_and_stopped_services.sql",
    find: '"name", "created_at") ON "secret_variable" TO tenant;',
    replace: '"name", "created_at", "value") ON "secret_variable" TO tenant;',
    tests,
    expects: "others who only look see names, who set things see values, and the sealed bytes nobody",
  },
  {
    name: "a secret that stays readable in earlier releases",
    file: "core/environment/changing.ts",
    find: "await Releases.conceal(tx, serviceId, name, (old) => sealVariable(scope, service, name, old));",
    replace: "",
    tests,
    expects: "a secret that was readable before is so in no release any more, and still the same to the app",
  },
  {
    name: "a secret that outlives every release that can run with it",
    file: "core/environment/secret-variables.ts",
    find: "const needed = await Releases.secretsNeeded(tx, serviceId);",
    replace: "if (serviceId) return; const needed = await Releases.secretsNeeded(tx, serviceId);",
    tests,
    expects: "a secret is gone for good with the last release that can run with it",
  },
  {
    name: "an environment changed by whoever has not seen it",
    file: "core/environment/changing.ts",
    find: "const isStale = versionOf(base) !== version || ",
    replace: "const isStale = ",
    tests,
    expects: "a change of the environment is refused where somebody else was faster, whatever it would change",
  },
  {
    name: "a stopped website started by whoever resumes it",
    file: "core/provisioning/steps.ts",
    find: 'ownState(await here(scope)) === "stopped" ? { done: true, message: "It stays stopped." } : run(scope);',
    replace: "run(scope);",
    tests: ["core/provisioning/stopping.test.ts"],
    expects:
      "a website that its customer stops stays stopped when it is suspended and resumed, or deleted and kept, and is not started while it is suspended",
  },
  {
    name: "a suspended website resumed by its customer",
    file: "core/kernel/permissions.state.ts",
    find: '"service:suspend": { staff: staff.operators },',
    replace: '"service:suspend": { member: members.technical, staff: staff.operators },',
    tests: ["core/services/service.test.ts"],
    expects: "resume is for those roles only, and for operators",
  },
];
