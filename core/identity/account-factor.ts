import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { accountOf, may } from "../kernel/actor.ts";
import { DomainError, notFound } from "../kernel/errors.ts";
import { command } from "../kernel/operation.ts";
import { hasSecondFactor } from "./factor.ts";
import { ownOf } from "./sessions.ts";

/** Whether everybody in the account needs a second factor. Who has none can add one and nothing else, at once. */
export const requireFactors = command({
  name: "account.require_factors",
  input: z.object({ required: z.boolean() }),
  allow: may("member:manage"),
  confirm: true,
  async run({ tx, ctx }, { required }) {
    const accountId = accountOf(ctx.actor);
    if (accountId === undefined) throw notFound("account");
    if (required && !(await hasSecondFactor(tx, ownOf(ctx.actor).personId))) throw ownFirst();
    const before = await Accounts.requireFactors(tx, accountId, required);
    return {
      value: { factorRequired: required },
      audit: { target: accountId, accountId, before: { factorRequired: before }, after: { factorRequired: required } },
      events: [],
    };
  },
});

const ownFirst = () =>
  new DomainError("conflict", "factor.own_first", "Add a second factor of your own before you demand one of others.");
