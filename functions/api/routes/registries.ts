import * as Registries from "#core/registries/index.ts";
import { route } from "../route.ts";

export const registriesRoutes = {
  "GET /registry-logins": route(Registries.list, Registries.RegistryLogins),
  "POST /registry-logins": route(Registries.keep, Registries.RegistryLogins, { body: "free", secret: true }),
  "DELETE /registry-logins/{registryLoginId}": route(Registries.forget, Registries.RegistryLogins),
};
