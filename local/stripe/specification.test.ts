import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Stripe } from "stripe";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { chargeParams } from "./charge.ts";
import type { Operation } from "./operation.ts";
import { paymentIntentParams } from "./payment-intent.ts";
import { refundParams } from "./refund.ts";
import { operations } from "./router.ts";

const folder = join(import.meta.dirname, "../../../shared/specs");
const file = existsSync(folder)
  ? readdirSync(folder).find((name) => /^stripe-2026-10-28.*openapi\.json$/.test(name))
  : undefined;

interface Schema {
  type?: string;
  anyOf?: Schema[];
  const?: unknown;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  additionalProperties?: boolean | Schema;
  wire?: "number" | "boolean" | "metadata";
}
interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  schema: Schema;
}
interface SpecOperation {
  parameters: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface Fact {
  kinds: Set<string>;
  values: Set<unknown>;
  required: boolean;
}

/** Everything a schema says, by the name of the parameter as it travels. */
function factsOf(schema: Schema, path = "", required = false, facts = new Map<string, Fact>()): Map<string, Fact> {
  const fact = facts.get(path) ?? { kinds: new Set(), values: new Set(), required };
  facts.set(path, fact);
  const values = schema.enum ?? ("const" in schema ? [schema.const] : []);
  for (const value of values) fact.values.add(value);
  if (schema.wire === "metadata") fact.kinds.add("map");
  else if (schema.anyOf) for (const branch of schema.anyOf) factsOf(branch, path, required, facts);
  else if (schema.type === "array" && schema.items) factsOf(schema.items, `${path}[]`, false, facts);
  else if (schema.type === "object" && typeof schema.additionalProperties === "object") fact.kinds.add("map");
  else if (schema.type === "object") {
    for (const [name, child] of Object.entries(schema.properties ?? {})) {
      factsOf(child, path === "" ? name : `${path}[${name}]`, schema.required?.includes(name) ?? false, facts);
    }
  } else if (values.length === 0) fact.kinds.add(schema.wire ?? schema.type ?? "any");
  return facts;
}

const ours = ({ params }: Operation) => factsOf(z.toJSONSchema(params, { io: "input" }) as Schema);

function theirs(spec: SpecOperation): Map<string, Fact> {
  const body = spec.requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  const query = spec.parameters.filter((parameter) => parameter.in === "query");
  return factsOf(
    body ?? {
      type: "object",
      properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
      required: query.filter(({ required }) => required).map(({ name }) => name),
    },
  );
}

/** Served here, and not part of the trimmed specification: held against the SDK's types below instead. */
const unspecified = [
  "DELETE /v1/products/{id}",
  "GET /v1/charges",
  "GET /v1/charges/{charge}",
  "GET /v1/checkout/sessions/{session}/line_items",
  "GET /v1/payment_intents",
  "GET /v1/payment_intents/{intent}",
  "GET /v1/payment_methods/{payment_method}",
  "GET /v1/refunds",
  "GET /v1/webhook_endpoints/{webhook_endpoint}",
  "POST /v1/payment_intents",
  "POST /v1/payment_intents/{intent}",
  "POST /v1/payment_intents/{intent}/cancel",
  "POST /v1/payment_intents/{intent}/confirm",
  "POST /v1/refunds/{refund}",
];

/** Enums of which only a part is served. */
const narrowed = new Set(["POST api_version", "POST enabled_events[]", "GET type"]);

describe.skipIf(!file)(`against the specification (${file ?? "skipped: ../shared/specs is not here"})`, () => {
  const paths: Record<string, Record<string, SpecOperation>> = file
    ? JSON.parse(readFileSync(join(folder, file), "utf8")).paths
    : {};
  const specOf = ({ method, path }: Operation) => paths[path]?.[method.toLowerCase()];

  test("only the operations named above are without a specification", () => {
    const without = operations.filter((one) => !specOf(one)).map(({ method, path }) => `${method} ${path}`);
    expect(without.sort()).toEqual(unspecified);
  });

  test.each(operations.filter(specOf).map((one) => ({ key: `${one.method} ${one.path}`, one })))(
    "$key takes what the API takes",
    ({ one }) => {
      const spec = theirs(specOf(one) ?? { parameters: [] });
      const mine = ours(one);
      const faults: string[] = [];
      for (const [name, fact] of mine) {
        const wanted = spec.get(name);
        if (!wanted) {
          faults.push(`${name} is not in the specification`);
          continue;
        }
        if (fact.values.size > 0 && wanted.values.size > 0) {
          const foreign = [...fact.values].filter((value) => !wanted.values.has(value));
          const absent = [...wanted.values].filter((value) => !fact.values.has(value));
          if (foreign.length > 0) faults.push(`${name} accepts ${foreign.join(", ")}`);
          if (absent.length > 0 && !narrowed.has(`${one.method} ${name}`))
            faults.push(`${name} lacks ${absent.join(", ")}`);
        } else if (wanted.values.size > 0 && !wanted.values.has(""))
          faults.push(`${name} is an enum in the specification`);
        for (const kind of fact.kinds) {
          if (wanted.kinds.size > 0 && !wanted.kinds.has(kind))
            faults.push(`${name} is ${kind}, not ${[...wanted.kinds].join(" or ")}`);
        }
      }
      for (const [name, { required }] of spec) {
        const parent = name.replace(/\[[^[]*\]$/, "");
        const reachable = parent === name || mine.has(parent);
        if (required && reachable && !mine.get(name)?.required) faults.push(`${name} is required by the specification`);
      }
      expect(faults).toEqual([]);
    },
  );
});

type RequiredKeys<T> = { [K in keyof T]-?: object extends Pick<T, K> ? never : K }[keyof T];
type Faults<Ours, Theirs> = Exclude<keyof Ours, keyof Theirs> | Exclude<RequiredKeys<Theirs>, RequiredKeys<Ours>>;
/** Does not compile when a schema takes a parameter that the SDK does not know, or leaves out a required one. */
const conforms =
  <Theirs>() =>
  <S extends z.ZodType>(schema: [Faults<z.output<S>, Theirs>] extends [never] ? S : Faults<z.output<S>, Theirs>) =>
    schema;

test("what the specification leaves out agrees with the types of the SDK", () => {
  conforms<Stripe.PaymentIntentCreateParams>()<typeof paymentIntentParams.Create>(paymentIntentParams.Create);
  conforms<Stripe.PaymentIntentUpdateParams>()<typeof paymentIntentParams.Update>(paymentIntentParams.Update);
  conforms<Stripe.PaymentIntentConfirmParams>()<typeof paymentIntentParams.Confirm>(paymentIntentParams.Confirm);
  conforms<Stripe.PaymentIntentCancelParams>()<typeof paymentIntentParams.Cancel>(paymentIntentParams.Cancel);
  conforms<Stripe.PaymentIntentListParams>()<typeof paymentIntentParams.List>(paymentIntentParams.List);
  conforms<Stripe.RefundListParams>()<typeof refundParams.List>(refundParams.List);
  conforms<Stripe.RefundUpdateParams>()<typeof refundParams.Update>(refundParams.Update);
  conforms<Stripe.ChargeListParams>()<typeof chargeParams.List>(chargeParams.List);
  // @ts-expect-error a parameter the SDK does not know
  conforms<Stripe.RefundUpdateParams>()<typeof refundParams.Create>(refundParams.Create);
});
