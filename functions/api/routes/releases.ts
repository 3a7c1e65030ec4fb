import { PageOf } from "#core/kernel/page.ts";
import * as Releases from "#core/releases/index.ts";
import { route } from "../route.ts";

export const releasesRoutes = {
  "GET /services/{serviceId}/releases": route(Releases.list, PageOf(Releases.Release)),
  "POST /services/{serviceId}/releases": route(Releases.redeploy, Releases.Release, { status: 202 }),
  "POST /services/{serviceId}/compose": route(Releases.deployCompose, Releases.Release, {
    status: 202,
    costly: true,
    body: "free",
  }),
  "POST /services/{serviceId}/releases/{number}/rollback": route(Releases.rollBack, Releases.Release, { status: 202 }),
  "POST /services/{serviceId}/releases/{number}/cancel": route(Releases.cancel, Releases.Release, { status: 202 }),
};
