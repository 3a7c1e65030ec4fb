import { memoryOfApp } from "../add-ons/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { StepScope } from "../kernel/long-operation/plan.ts";
import type { ReleaseRow } from "../releases/index.ts";
import { addOnsOf, environmentOf } from "./add-on-stacks.ts";
import { type AppSecrets, noSecrets, openSecrets, ownSecretsOf, secretsFor } from "./app-secrets.ts";
import type { At } from "./here.ts";

export async function secretsOf(scope: StepScope, at: At, release: ReleaseRow): Promise<AppSecrets> {
  const names = ownSecretsOf(Hosting.appTemplate(release.template));
  const named = [release, at.live].flatMap((one) => Object.keys(one?.secrets ?? {}));
  if (names.length + at.addOns.length + named.length === 0) return noSecrets;
  return openSecrets(scope.ctx, { serviceId: at.service.id, names, next: release.id === at.starting?.id });
}

/** A customer's own, in an order that does not change when one of them becomes a secret. */
function variablesOf({ environment, secrets }: ReleaseRow, { variables }: AppSecrets): Record<string, string> {
  const sealed = Object.entries(secrets).map(([name, id]): [string, string] => {
    const value = variables.get(id);
    if (!value) throw new Error(`${id} is not there any more`);
    return [name, value.reveal()];
  });
  return Object.fromEntries([...Object.entries(environment), ...sealed].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Everything that a release brings to its node. */
export function renderRelease(at: At, release: ReleaseRow, secrets: AppSecrets): Promise<Hosting.Rendered> {
  const { home, host, service } = at;
  const { stack, parameters, image, images } = release;
  const limits = { memoryMb: memoryOfApp(service, addOnsOf(at, release)), processes: service.processes };
  return Hosting.renderApp(
    release.template,
    {
      ...{ stack, service: home, host, limits, parameters, image: image ?? undefined, images },
      port: release.port ?? 0,
      environment: { ...variablesOf(release, secrets), ...environmentOf(at, release, secrets) },
      secrets: secretsFor(Hosting.appTemplate(release.template), secrets),
    },
    { ...limits, name: service.planName, cpuPercent: service.cpuPercent },
  );
}
