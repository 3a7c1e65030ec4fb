import type { z } from "zod";
import type { Secret } from "../kernel/secret.ts";
import type { Recipe } from "./containerfile.ts";

/** What one compose project on a node is made of. */
export interface Stack {
  /** The compose file, as text. */
  compose: string;
  /** Beside it, by relative path: the platform's, as they are given. */
  files?: Readonly<Record<string, string>>;
  /** Beside it too: the customer's from then on, each written where there is nothing yet. */
  seed: Readonly<Record<string, string>>;
}

export interface TemplateContext {
  /** The compose project: a release's, or an add-on's. */
  stack: string;
  /** The service's own name on the node. Volumes are named after it, so that they outlive releases. */
  service: string;
  limits: { memoryMb: number; processes: number };
  /** As they were stored: the template's schema reads them. */
  parameters: unknown;
  /** Of an app, on the node's loopback, for the ingress alone. */
  port: number;
  host: string;
  /** A build's image, which holds the app's files, in place of the template's own. */
  image?: string | undefined;
  /** What the images that a compose file names meant when they were pulled: digests, by name. */
  images?: Readonly<Record<string, string>> | undefined;
  environment: Readonly<Record<string, string>>;
  /** One for each name that the template lists. */
  secrets: Readonly<Record<string, Secret<string>>>;
}

type Known<P, S extends string> = Omit<TemplateContext, "parameters" | "secrets"> & {
  parameters: P;
  secrets: Readonly<Record<S, Secret<string>>>;
};

interface Description {
  /** The same as its folder's. */
  name: string;
  title: string;
  /** One sentence for who chooses. */
  summary: string;
  /** The least that it runs with, of its own. */
  memoryMb: number;
}

interface Specification<Parameters extends z.ZodObject, SecretName extends string> extends Description {
  parameters: Parameters;
  /** Random texts that the platform makes once for each service and keeps sealed. */
  secrets: readonly SecretName[];
  /** The image of a folder in node-bootstrap/containers, with the version that this template is written for. */
  image(parameters: z.output<Parameters>): string;
  /** What it sets in the environment itself. No customer can set it. */
  variables?(parameters: z.output<Parameters>, limits: TemplateContext["limits"]): Readonly<Record<string, string>>;
  render(context: Known<z.output<Parameters>, SecretName>): Stack;
}

export interface Template extends Description {
  parameters: z.ZodObject;
  secrets: readonly string[];
  /** The platform's image that parameters ask for, by its full name. */
  image(parameters: unknown): string;
  variables(parameters: unknown, limits: TemplateContext["limits"]): Readonly<Record<string, string>>;
  render(context: TemplateContext): Stack;
}

export interface AppTemplate extends Template {
  kind: "app";
  /** Add-ons that it does not run without. */
  addOns: readonly string[];
  /** The program is the customer's: its files, or an image built of them. */
  takesCode: boolean;
  /** How that image is made. */
  build?(parameters: unknown): Recipe;
  /** Runs an image of somebody else's, which the node pulls: its name is what `image` says. */
  pulled?: true;
  /** Made of several stacks, which `renderApp` alone makes. */
  composed?: true;
  /** There is no program in it that could use a database, or be told anything. */
  plain?: true;
}

/** A database beside an app: a stack of its own, which a deploy leaves alone. It joins the app's network as its own name. */
export interface AddOnTemplate extends Template {
  kind: "add-on";
  port: number;
  /** How an app beside it reaches it. */
  environment(password: Secret<string>): Readonly<Record<string, string>>;
}

/** What every add-on's own user and database are called. */
export const databaseName = "app";
export const databasePassword = "database-password";

export function app<P extends z.ZodObject, S extends string = never>(
  specification: Specification<P, S> &
    Partial<Pick<AppTemplate, "addOns" | "pulled" | "plain">> & { build?(parameters: z.output<P>): Recipe },
): AppTemplate {
  const { addOns = [], pulled, plain, build, parameters } = specification;
  return {
    ...{ kind: "app", addOns, takesCode: build !== undefined },
    ...(pulled && { pulled }),
    ...(plain && { plain }),
    ...(build && { build: (given) => build(parameters.parse(given)) }),
    ...template(specification),
  };
}

export function addOn<P extends z.ZodObject>(
  specification: Omit<Specification<P, typeof databasePassword>, "secrets"> &
    Pick<AddOnTemplate, "port" | "environment">,
): AddOnTemplate {
  const { port, environment } = specification;
  return { kind: "add-on", port, environment, ...template({ ...specification, secrets: [databasePassword] }) };
}

function template<P extends z.ZodObject, S extends string>(specification: Specification<P, S>): Template {
  const { name, title, summary, memoryMb, parameters, secrets, image, variables, render } = specification;
  const ownVariables: Template["variables"] = (given, limits) => variables?.(parameters.parse(given), limits) ?? {};
  return {
    ...{ name, title, summary, memoryMb, parameters, secrets },
    image: (given) => image(parameters.parse(given)),
    variables: ownVariables,
    render(context) {
      const known = Object.fromEntries(
        secrets.map((secret) => {
          const text = context.secrets[secret];
          if (!text) throw new Error(`the template ${name} needs the secret ${secret}`);
          return [secret, text];
        }),
      ) as Record<S, Secret<string>>; // Made of the very names.
      const environment = { ...context.environment, ...ownVariables(context.parameters, context.limits) };
      return render({ ...context, environment, parameters: parameters.parse(context.parameters), secrets: known });
    },
  };
}
