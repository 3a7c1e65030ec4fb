import { createEffect, on } from "solid-js";
import { getRegistration, lookAtDomains } from "#web/data/registrations.ts";
import { createPolling } from "#web/lib/polling.ts";
import { createView, type View } from "#web/lib/view.ts";

type Registration = Awaited<ReturnType<typeof getRegistration>>;

/** What a domain is with its registry. While something is asked of it, it is followed to its end. */
export function createRegistration(domainId: () => string): View<Registration> {
  const registration = createView(getRegistration, () => [domainId()]);
  const isMoving = () => registration.value()?.job?.endedAt === null;
  createPolling(() => (isMoving() ? 5000 : 30_000), registration.retry);
  // Another thing may follow by itself at once.
  const movingJob = () => (isMoving() ? registration.value()?.job?.id : undefined);
  createEffect(
    on(movingJob, (moving, before) => {
      if (before !== undefined && moving !== before) void lookAtDomains();
    }),
  );
  return registration;
}
