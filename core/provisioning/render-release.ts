import { memoryOfApp } from "../add-ons/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { environmentOf } from "./add-on-stacks.ts";
import { type AppSecrets, noSecrets, openSecrets, ownSecretsOf, secretsFor } from "./app-secrets.ts";
import type { At } from "./here.ts";

export async function secretsOf(scope: StepScope, at: At, release: ReleaseRow): Promise<AppSecrets> {
  const names = ownSecretsOf(Hosting.appTemplate(release.template));
  if (names.length + at.addOns.length === 0) return noSecrets;
  return openSecrets(scope.ctx, { serviceId: at.service.id, names });
}

/** Everything that a release brings to its node. */
export function renderRelease(at: At, release: ReleaseRow, secrets: AppSecrets): Promise<Hosting.Rendered> {
  const { home, host, service } = at;
  const { stack, parameters, image } = release;
  const limits = { memoryMb: memoryOfApp(service, at.addOns), processes: service.processes };
  return Hosting.renderApp(
    release.template,
    {
      ...{ stack, service: home, host, limits, parameters, image: image ?? undefined },
      port: release.port ?? 0,
      environment: { ...environmentOf(at, secrets), ...release.environment },
      secrets: secretsFor(Hosting.appTemplate(release.template), secrets),
    },
    { ...limits, name: service.planName, cpuPercent: service.cpuPercent },
  );
}
