import { chargeOperations } from "./charge.ts";
import { checkoutSessionOperations } from "./checkout-session.ts";
import { customerOperations } from "./customer.ts";
import { ApiError } from "./error.ts";
import { eventOperations } from "./event.ts";
import type { Operation } from "./operation.ts";
import { paymentIntentOperations } from "./payment-intent.ts";
import { paymentMethodOperations } from "./payment-method.ts";
import { priceOperations } from "./price.ts";
import { productOperations } from "./product.ts";
import { refundOperations } from "./refund.ts";
import { webhookEndpointOperations } from "./webhook-endpoint.ts";

export const operations: readonly Operation[] = [
  ...chargeOperations,
  ...checkoutSessionOperations,
  ...customerOperations,
  ...eventOperations,
  ...paymentIntentOperations,
  ...paymentMethodOperations,
  ...priceOperations,
  ...productOperations,
  ...refundOperations,
  ...webhookEndpointOperations,
];

const routes = operations.map((operation) => ({
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll(".", "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`),
}));

export interface Match {
  operation: Operation;
  path: Record<string, string>;
}

export function route(method: string, pathname: string): Match {
  for (const { operation, pattern } of routes) {
    const groups = operation.method === method ? pattern.exec(pathname) : null;
    if (!groups) continue;
    const path = Object.entries(groups.groups ?? {}).map(([name, value]) => [name, decoded(value)]);
    return { operation, path: Object.fromEntries(path) };
  }
  throw new ApiError(404, `Unrecognized request URL (${method}: ${pathname}).`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
