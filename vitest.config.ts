import { defineConfig } from "vitest/config";

/** What is polled for comes when it comes: a second, which is usual, is short where two lanes share two processors. */
const patient = { expect: { poll: { timeout: 30_000 } } };
const common = { ...patient, testTimeout: 30_000, hookTimeout: 60_000 };
/**
 * One file after the other in one process: they keep no state in modules, and reading these anew costs a quarter of the
 * time. Statements and requests leave much behind that dies at once: with more room for it, it is collected less often.
 */
const together = { ...common, isolate: false, execArgv: ["--max-semi-space-size=32"] };
/** Browsers and lab nodes: one file at a time, because each file keeps both processors busy. */
const slow = {
  ...patient,
  testTimeout: 180_000,
  hookTimeout: 300_000,
  fileParallelism: false,
  sequence: { groupOrder: 1 },
};
/** Each takes seconds: starts processes of its own, tries every route or waits for a limit. Too long for a check between two changes. */
const processes = [
  "core/audit/check.test.ts",
  "core/audit/export.test.ts",
  "core/domains/domains.test.ts",
  "core/domains/life.test.ts",
  "core/domains/proof.test.ts",
  "core/environment/environment.test.ts",
  "core/environment/parameters.test.ts",
  "core/hosting/compose/compose-fuzz.test.ts",
  "core/identity/email-change.test.ts",
  "core/identity/enumeration.test.ts",
  "core/identity/password-reset.test.ts",
  "core/identity/sessions.test.ts",
  "core/identity/staff.test.ts",
  "core/jobs/jobs.test.ts",
  "core/kernel/long-operation/advance.test.ts",
  "core/kernel/long-operation/crash.test.ts",
  "core/kernel/password-policy.property.test.ts",
  "core/monitoring/metrics.test.ts",
  "core/monitoring/timeline.test.ts",
  "core/nodes/node.test.ts",
  "core/orders/domain-order.test.ts",
  "core/orders/extras.test.ts",
  "core/orders/plan-change.test.ts",
  "core/provisioning/add-on.test.ts",
  "core/provisioning/build.test.ts",
  "core/provisioning/compose-release.test.ts",
  "core/provisioning/database.test.ts",
  "core/provisioning/provision.test.ts",
  "core/provisioning/pulled-image.test.ts",
  "core/provisioning/release.test.ts",
  "core/provisioning/stopping.test.ts",
  "core/registries/registry-login.test.ts",
  "core/services/service.test.ts",
  "core/settings/settings.test.ts",
  "functions/api/answer-times.test.ts",
  "functions/api/attacks.test.ts",
  "functions/api/authorization.test.ts",
  "functions/api/door.test.ts",
  "functions/api/factor-recovery.test.ts",
  "functions/api/factors.test.ts",
  "functions/api/flood.test.ts",
  "functions/api/foreign-ids.test.ts",
  "functions/api/hostile-input.test.ts",
  "functions/api/idempotent-routes.test.ts",
  "functions/api/keys.test.ts",
  "functions/api/limits.test.ts",
  "functions/api/mass-assignment.test.ts",
  "functions/api/sso-attacks.test.ts",
  "functions/api/sso.test.ts",
  "functions/bundle/deployable.test.ts",
  "functions/cron/falls-due.test.ts",
  "functions/webhooks/git.test.ts",
  "local/acme/*.test.ts",
  "local/audit/cli.test.ts",
  "local/autodns/contract.test.ts",
  "local/autodns/registrar.test.ts",
  "local/autodns/zones.test.ts",
  "local/deploy/**/*.test.ts",
  "local/lambda/event-source.test.ts",
  "local/lambda/gateway.test.ts",
  "local/lambda/lambda-function.test.ts",
  "local/neon/neon-proxy.test.ts",
  "local/postgres/postgres.test.ts",
  "local/secrets-manager/secrets-manager.test.ts",
  "local/smtp/smtp.test.ts",
  "local/sqs/publisher.test.ts",
  "local/sqs/redrive.test.ts",
  "local/sqs/sqs.test.ts",
  "local/stripe/failure.test.ts",
  "local/stripe/store.test.ts",
  "local/stripe/stripe-payments.test.ts",
  "local/tests/test-databases.test.ts",
  "web/src/budget.test.ts",
  "web/src/texts.test.ts",
];
const keepsNoState = (file: string) => /^(core|functions)\//.test(file);
/** A tier of its own, `npm run test:images`: builds and pulls images on a node for longer than the rest may take together. */
const images = ["local/lab/build*.test.ts", "local/lab/image-pull.test.ts"];
/** Another, `npm run test:vm`: a node with a kernel of its own, in a machine that translates each instruction. */
const machines = ["local/lab/machine.test.ts"];
/** Each starts whole platforms. */
const slowLocal = ["local/launch/start.test.ts", "local/platform/platform.test.ts"];

export default defineConfig({
  test: {
    silent: "passed-only",
    // One more than the two processors that there are at least: tests wait for Postgres and for each other's processes.
    maxWorkers: 3,
    globalSetup: "local/tests/global-setup.ts",
    projects: [
      { test: { ...together, name: "core", include: ["core/**/*.test.ts"], exclude: processes } },
      { test: { ...together, name: "functions", include: ["functions/**/*.test.ts"], exclude: processes } },
      {
        test: {
          ...common,
          name: "local",
          include: ["local/**/*.test.ts"],
          exclude: ["local/lab/**", "local/faults/**", ...slowLocal, ...processes],
        },
      },
      { test: { ...common, name: "web", include: ["web/src/**/*.test.ts"], exclude: processes } },
      { test: { ...together, testTimeout: 120_000, name: "processes", include: processes.filter(keepsNoState) } },
      {
        test: {
          ...common,
          testTimeout: 120_000,
          name: "servers",
          include: processes.filter((file) => !keepsNoState(file)),
        },
      },
      // Loading the CDK takes longer than any of these tests.
      { test: { ...common, name: "stacks", include: ["stacks/**/*.test.ts"], isolate: false } },
      { test: { ...slow, name: "e2e", include: ["web/e2e/**/*.test.ts", ...slowLocal] } },
      { test: { ...slow, name: "node", include: ["local/lab/**/*.test.ts"], exclude: [...images, ...machines] } },
      { test: { ...slow, name: "images", include: images } },
      { test: { ...slow, name: "vm", include: machines } },
      { test: { ...slow, name: "faults", include: ["local/faults/**/*.test.ts"] } },
    ],
  },
});
