import * as AddOns from "#core/add-ons/index.ts";
import { route } from "../route.ts";

export const databasesRoutes = {
  "GET /services/{serviceId}/databases": route(AddOns.listDatabases, AddOns.Databases),
  "POST /services/{serviceId}/databases": route(AddOns.addDatabase, AddOns.Databases, { status: 202 }),
  "DELETE /services/{serviceId}/databases/{databaseId}": route(AddOns.removeDatabase, AddOns.Databases, {
    status: 202,
  }),
  "POST /services/{serviceId}/databases/{databaseId}/password": route(AddOns.renewPassword, AddOns.Databases, {
    status: 202,
  }),
  "POST /services/{serviceId}/databases/{databaseId}/password/reveal": route(
    AddOns.revealPassword,
    AddOns.RevealedPassword,
    { secret: true },
  ),
};
