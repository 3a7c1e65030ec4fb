import { DomainError } from "../kernel/errors.ts";
import { appTemplate, type Parameters } from "./app.ts";
import type { Recipe } from "./containerfile.ts";

/** How a node makes the image of an app of the customer's own code. */
export function recipeOf(name: string, parameters: Parameters): Recipe {
  const template = appTemplate(name);
  if (template.build) return template.build(parameters);
  const message = `${template.title} takes no code of its own: there is nothing to build.`;
  throw new DomainError("conflict", "app.not_built", message);
}
