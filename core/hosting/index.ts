export {
  App,
  addOnTemplate,
  addOnTemplates,
  addOnVolume,
  appTemplate,
  appTemplates,
  knowsItself,
  memoryNeeded,
  NewApp,
  type Parameters,
  runtimeEnds,
  runtimeOf,
} from "./app.ts";
export { AppOffer, listApps } from "./app-offer.ts";
export { composeLimits, readComposeFile } from "./compose-file.ts";
export { imagesOf, type Recipe } from "./containerfile.ts";
export { claim, release, SiteName } from "./host-name.ts";
export { hostNameOf, isPublicSuffix, shownHost } from "./host-rules.ts";
export { parametersSchema } from "./parameter-schema.ts";
export { recipeOf } from "./recipe.ts";
export { registrableName } from "./registrable.ts";
export { demandUsable, type Rendered, renderApp, type Sold } from "./rendered.ts";
export { checkName, isTaken, Settings, SiteNameCheck, settings } from "./site-name.ts";
export type { AddOnTemplate, AppTemplate, Stack, Template, TemplateContext } from "./template.ts";
export { databaseName, databasePassword } from "./template.ts";
export { templates } from "./templates/index.ts";
