import { createServer } from "node:http";
import Stripe from "stripe";
import { closeServer, listenOnLoopback, readBody } from "../platform/loopback-server.ts";

export interface Received {
  id: string;
  type: string;
  /** False when the SDK did not accept the signature. */
  verified: boolean;
  object: Record<string, unknown>;
  previous: Record<string, unknown> | undefined;
}

export interface WebhookReceiver {
  url: string;
  port: number;
  received: Received[];
  /** What the next webhooks are answered with; 200 afterwards. */
  answers: number[];
  types(): string[];
  close(): Promise<void>;
}

/** An endpoint for tests: checks every signature with the SDK and remembers what came. */
export async function startWebhookReceiver(secret: string, wantedPort = 0): Promise<WebhookReceiver> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== "POST") return response.writeHead(200).end();
    const body = await readBody(request, 1024 * 1024);
    const event = JSON.parse(body.toString("utf8"));
    let verified = true;
    try {
      Stripe.webhooks.constructEvent(body, String(request.headers["stripe-signature"]), secret);
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeSignatureVerificationError)) throw error;
      verified = false;
    }
    received.push({
      id: event.id,
      type: event.type,
      verified,
      object: event.data.object,
      previous: event.data.previous_attributes,
    });
    const status = answers.shift() ?? (verified ? 200 : 400);
    response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end();
  });
  const port = await listenOnLoopback(server, wantedPort);
  return {
    url: `http://127.0.0.1:${port}/webhooks/stripe`,
    port,
    received,
    answers,
    types: () => received.map(({ type }) => type),
    close: () => closeServer(server),
  };
}
