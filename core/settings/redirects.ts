import { eq } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { command } from "../kernel/operation.ts";
import { serviceFront } from "./front.sql.ts";
import { changeFront, configurable, configured, RedirectRule } from "./front.ts";
import { pathOf, redirectProblem, redirectsMax, targetOf } from "./redirect.state.ts";
import { mayConfigure } from "./settings.state.ts";

/** All redirects of a service at once, in place of those there were. */
export const setRedirects = command({
  name: "service.set_redirects",
  input: z.object({ serviceId: Id("service"), redirects: z.array(RedirectRule).max(redirectsMax) }),
  allow: mayConfigure,
  async run(scope, { serviceId, redirects }) {
    const { tx } = scope;
    const service = await configurable(tx, serviceId);
    const seen = new Set<string>();
    const kept = redirects.map((rule, index) => {
      const problem = redirectProblem(rule);
      if (problem) throw invalid(`redirects.${index}.${problem.field}`, problem.message);
      const from = pathOf(rule.from) ?? "";
      if (seen.has(from)) throw invalid(`redirects.${index}.from`, "There are two for this path.");
      seen.add(from);
      return { ...rule, from, to: targetOf(rule.to) ?? "" };
    });
    const [before] = await tx.select().from(serviceFront).where(eq(serviceFront.serviceId, serviceId));
    await changeFront(scope, service, { redirects: kept });
    return configured(scope, service, {
      before: { redirects: before?.redirects.length ?? 0 },
      after: { redirects: kept.length },
    });
  },
});

const invalid = (path: string, message: string) =>
  new DomainError("invalid", "redirect.invalid", message, { fields: [{ path, message }] });
