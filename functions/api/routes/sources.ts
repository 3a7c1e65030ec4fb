import * as Builds from "#core/builds/index.ts";
import { PageOf } from "#core/kernel/page.ts";
import * as Releases from "#core/releases/index.ts";
import * as Sources from "#core/sources/index.ts";
import { type RouteOptions, route } from "../route.ts";

/** A look costs a node a connection to whichever host was typed. */
const look: RouteOptions = {
  ...{ body: "free", costly: true },
  limits: [{ limit: { name: "source-check", tokens: 20, perSeconds: 60 }, by: "caller" }],
};

export const sourcesRoutes = {
  "GET /services/{serviceId}/source": route(Sources.get, Sources.SourceOf),
  // What opens a repository is sent, and what signs its webhooks is answered.
  "POST /services/{serviceId}/source": route(Sources.connect, Sources.NewSource, {
    status: 201,
    body: "free",
    secret: true,
  }),
  "POST /services/{serviceId}/source/change": route(Sources.change, Sources.Source, { body: "free", secret: true }),
  "DELETE /services/{serviceId}/source": route(Sources.disconnect, Sources.SourceOf),
  "POST /services/{serviceId}/source/key": route(Sources.renewKey, Sources.Source),
  "POST /services/{serviceId}/source/secret": route(Sources.renewSecret, Sources.NewSource, { secret: true }),
  "POST /services/{serviceId}/source/check": route(Sources.check, Sources.SourceCheck, { ...look, secret: true }),
  "POST /sources/check": route(Sources.checkOrdered, Sources.SourceCheck, look),
  "POST /services/{serviceId}/deploy": route(Builds.deploy, Releases.Release, { status: 202 }),
  "POST /services/{serviceId}/uploads": route(Builds.signUpload, Builds.Upload),
  "POST /services/{serviceId}/uploads/deploy": route(Builds.deployUpload, Releases.Release, { status: 202 }),
  "GET /services/{serviceId}/builds": route(Builds.list, PageOf(Builds.Build)),
  "GET /services/{serviceId}/builds/{number}/log": route(Builds.log, Builds.BuildLog),
};
