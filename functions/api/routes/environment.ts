import * as Environment from "#core/environment/index.ts";
import * as Releases from "#core/releases/index.ts";
import { route } from "../route.ts";

export const environmentRoutes = {
  "GET /services/{serviceId}/environment": route(Environment.get, Environment.Environment),
  // Passwords, keys and anything else.
  "POST /services/{serviceId}/environment": route(Environment.change, Releases.Release, {
    status: 202,
    costly: true,
    body: "free",
    secret: true,
  }),
  "POST /services/{serviceId}/parameters": route(Environment.changeParameters, Releases.Release, {
    status: 202,
    costly: true,
    body: "free",
  }),
};
