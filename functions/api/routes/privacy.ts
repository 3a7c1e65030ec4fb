import { z } from "zod";
import * as Privacy from "#core/privacy/index.ts";
import { route } from "../route.ts";

export const privacyRoutes = {
  // `secret`: what people are called is not kept a second time with the answers that are repeated.
  "POST /account/export": route(Privacy.exportAccount, Privacy.AccountExport, { costly: true, secret: true }),
  "GET /account/closing": route(Privacy.closing, Privacy.Closing),
  "POST /account/close": route(Privacy.close, Privacy.Closing),
  "POST /account/reopen": route(Privacy.reopen, Privacy.Closing),
  // Ends the sessions of whoever asks: there is nobody to answer again.
  "POST /person/erasure": route(Privacy.leave, z.object({}), { status: 202, secret: true }),
};
