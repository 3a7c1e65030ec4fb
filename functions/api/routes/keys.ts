import { z } from "zod";
import * as ApiKeys from "#core/api-keys/index.ts";
import { route } from "../route.ts";

export const keysRoutes = {
  "GET /keys": route(ApiKeys.list, z.object({ items: z.array(ApiKeys.ApiKey) })),
  // The answer holds the key, which must not be kept to answer a repeated request.
  "POST /keys": route(ApiKeys.create, ApiKeys.NewApiKey, { status: 201, body: "free", secret: true }),
  "POST /keys/{keyId}/revoke": route(ApiKeys.revoke, ApiKeys.ApiKey),
};
