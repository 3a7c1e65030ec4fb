import { z } from "zod";
import * as Accounts from "../accounts/index.ts";
import { grantHours, type SupportSetting, supportAccesses, supportUntil } from "../accounts/support-access.state.ts";
import { accountOf, may } from "../kernel/actor.ts";
import { notFound } from "../kernel/errors.ts";
import type { Id } from "../kernel/id.ts";
import { command, query, type Scope } from "../kernel/operation.ts";
import { Acting, actingNow, endActing } from "./acting.ts";

/** Whether staff may act in the account, and who does now. */
export const SupportAccess = z
  .object({
    access: z.enum(supportAccesses),
    /** Of a grant that goes on. */
    until: z.date().nullable(),
    acting: z.array(Acting),
  })
  .meta({ id: "SupportAccess" });
export type SupportAccess = z.infer<typeof SupportAccess>;

const own = ({ ctx }: Scope): Id<"account"> => {
  const accountId = accountOf(ctx.actor);
  if (accountId === undefined) throw notFound("account");
  return accountId;
};

async function shown({ tx, ctx }: Scope, accountId: Id<"account">, setting: SupportSetting): Promise<SupportAccess> {
  const now = ctx.now();
  const { access } = setting;
  const until = access === "granted" ? supportUntil(setting, now) : null;
  return { access, until, acting: await actingNow(tx, accountId, now) };
}

export const supportAccess = query({
  name: "support.get",
  input: z.object({}),
  allow: { ...may("support:read") },
  async run(scope) {
    const accountId = own(scope);
    return shown(scope, accountId, await Accounts.shownSupportSetting(scope.tx, accountId));
  },
});

/** `hours` grants access from now on; without them "granted" means that none is. What is open no more ends at once. */
export const setSupportAccess = command({
  name: "support.set",
  input: z.object({
    access: z.enum(supportAccesses),
    hours: z
      .int()
      .refine((hours) => grantHours.some((one) => one === hours), { error: `One of ${grantHours.join(", ")} hours.` })
      .optional(),
  }),
  allow: may("support:manage"),
  async run(scope, { access, hours }) {
    const accountId = own(scope);
    const now = scope.ctx.now();
    const granted = access === "granted" && hours !== undefined;
    const until = granted ? new Date(now.getTime() + hours * 3_600_000) : null;
    const { before, after } = await Accounts.changeSupportSetting(scope.tx, accountId, () => ({ access, until }));
    const ended = supportUntil(after, now) === null ? await endActing(scope.tx, accountId, now) : 0;
    return {
      value: await shown(scope, accountId, after),
      audit: {
        target: accountId,
        accountId,
        before: { access: before.access },
        after: { access, ...(granted && { hours }), ...(ended > 0 && { ended }) },
      },
      events: [],
    };
  },
});

/** Takes a grant back and ends what goes on. Where access is always open it stays open for another time. */
export const endSupportAccess = command({
  name: "support.end",
  input: z.object({}),
  allow: may("support:manage"),
  async run(scope) {
    const accountId = own(scope);
    const { after } = await Accounts.changeSupportSetting(scope.tx, accountId, ({ access }) => ({
      access,
      until: null,
    }));
    const ended = await endActing(scope.tx, accountId, scope.ctx.now());
    return {
      value: await shown(scope, accountId, after),
      audit: { target: accountId, accountId, after: { ended } },
      events: [],
    };
  },
});
