import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { type App, appTemplate } from "./app.ts";
import type { ComposeApp } from "./compose/compose-app.state.ts";
import { composeLimits, readComposeFile } from "./compose-file.ts";
import type { Stack, TemplateContext } from "./template.ts";

/** A stack that belongs to the service and not to one release: a database of a compose file. */
export interface BesideStack extends Stack {
  /** By which a release reaches it. */
  name: string;
  stack: string;
  /** As its compose file names it. */
  image: string | undefined;
}

/** Everything that a release brings to its node. */
export interface Rendered {
  release: Stack;
  /** Started first, in this order, and left alone by deploys that do not change them. */
  beside: readonly BesideStack[];
  /** Whether two releases may run at once. */
  overlaps: boolean;
  /** That its compose file names. */
  images: readonly string[];
}

export interface Sold {
  name: string;
  memoryMb: number;
  cpuPercent: number;
  processes: number;
}

/** What runs an app on a node. */
export async function renderApp(template: string, context: TemplateContext, sold: Sold): Promise<Rendered> {
  const found = appTemplate(template);
  if (!found.composed) {
    return { release: found.render(context), beside: [], overlaps: true, images: [] };
  }
  const { text } = ComposeParameters.parse(context.parameters);
  const app = await usableCompose(text, sold, context);
  const { appStacks } = await import("./compose/app-stacks.ts");
  const { release, data, overlaps } = appStacks(app, {
    ...{ stack: context.stack, service: context.service, port: context.port, secrets: context.secrets },
    images: pinnedImages(app, context.images ?? {}),
    limits: composeLimits(sold),
    labels: {},
  });
  const images = [...new Set(app.services.flatMap(({ image }) => image ?? []))];
  return { release, beside: data.map((one) => ({ ...one, seed: {} })), overlaps, images };
}

/** By service, as far as it is known what its image's name means. */
const pinnedImages = ({ services }: ComposeApp, exact: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    services.flatMap(({ name, image }) => {
      const found = image !== undefined && Object.hasOwn(exact, image) ? exact[image] : undefined;
      return found === undefined ? [] : [[name, found]];
    }),
  );

const ComposeParameters = z.object({ text: z.string() });

/** Refuses an app that could not run: of a compose file, with everything that is wrong and where. */
export async function demandUsable(
  { template, parameters }: App,
  sold: Sold,
  field = "app.parameters.text",
): Promise<void> {
  if (appTemplate(template).composed) await usableCompose(ComposeParameters.parse(parameters).text, sold, {}, field);
}

const saidMax = 20;

async function usableCompose(
  text: string,
  { name, ...limits }: Sold,
  { environment = {}, secrets = {} }: Partial<Pick<TemplateContext, "environment" | "secrets">>,
  field = "text",
) {
  const { findings, app } = await readComposeFile(text, {
    plan: { name, ...composeLimits(limits) },
    variables: environment,
    secretNames: Object.keys(secrets),
  });
  if (app) return app;
  const errors = findings.filter(({ severity }) => severity === "error");
  throw new DomainError("invalid", "compose.refused", "This compose file cannot be used as it is.", {
    fields: errors.slice(0, saidMax).map(({ line, message }) => ({
      path: field,
      message: `Line ${line}: ${message}`,
    })),
  });
}
