import type { World } from "./world.ts";

/** The switches of the payment stand-in. */
export async function control<T = unknown>(world: World, method: string, path: string, body?: object): Promise<T> {
  const answer = await fetch(`${world.platform.payments.url}/_local${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export interface Webhook {
  eventId: string;
  eventType: string;
  state: string;
}

/** The deliveries of one type, newest first. */
export const webhooksOf = async (world: World, type: string): Promise<Webhook[]> =>
  (await control<Webhook[]>(world, "GET", "/webhooks")).filter(({ eventType }) => eventType === type);
