import { DomainError } from "../kernel/errors.ts";
import { appTemplate, type Parameters } from "./app.ts";

/** How a node makes an image of an app's files: by a text of ours, or by a Dockerfile of theirs. */
export type Recipe = { containerfile: string } | { dockerfile: string };

/** Where the images of templates look for an app's files. */
const folders: Readonly<Record<string, string>> = {
  node: "/app",
  php: "/srv/www",
  python: "/app",
  static: "/srv/www",
};

/** The files are laid into the template's own image, where it looks for them. */
export function recipeOf(name: string, parameters: Parameters): Recipe {
  const folder = folders[name];
  const template = appTemplate(name);
  if (folder !== undefined) return { containerfile: `FROM ${template.image(parameters)}\nCOPY . ${folder}/\n` };
  const message = `${template.title} takes no code of its own: there is nothing to build.`;
  throw new DomainError("conflict", "app.not_built", message);
}

export const isBuilt = (name: string): boolean => Object.hasOwn(folders, name);
