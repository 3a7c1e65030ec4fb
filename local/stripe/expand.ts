import { invalid } from "./error.ts";
import type { Work } from "./work.ts";

type Node = Record<string, unknown>;

const MAX_DEPTH = 4;

const references = {
  charge: "charges",
  customer: "customers",
  default_price: "prices",
  latest_charge: "charges",
  payment_intent: "paymentIntents",
  payment_method: "paymentMethods",
  product: "products",
} as const;

/** Parts an object has only when they are asked for. */
const extras: Record<string, (work: Work, node: Node) => unknown> = {
  "checkout.session.line_items": (work, { id }) => {
    const url = `/v1/checkout/sessions/${String(id)}/line_items`;
    return { object: "list", url, has_more: false, data: work.checkoutContents.get(String(id))?.lineItems ?? [] };
  },
  "charge.refunds": (work, { id }) => {
    const data = work.refunds.newestFirst().filter(({ charge }) => charge === id);
    return { object: "list", url: `/v1/charges/${String(id)}/refunds`, has_more: false, data };
  },
};

/** Puts objects in place of ids along paths such as `data.payment_intent.latest_charge`. */
export function expand(work: Work, answer: object, paths: string[]): object {
  if (paths.length === 0) return answer;
  const copy = structuredClone(answer) as Node;
  paths.forEach((path, index) => {
    const names = path.split(".");
    if (names.length > MAX_DEPTH) {
      throw invalid(
        `You cannot expand more than ${MAX_DEPTH} levels of a property. Property: ${path}`,
        `expand[${index}]`,
      );
    }
    follow(work, copy, names, () => invalid(`This property cannot be expanded (${path}).`, `expand[${index}]`));
  });
  return copy;
}

function follow(work: Work, node: Node, [name, ...rest]: string[], refuse: () => Error): void {
  if (name === undefined) return;
  if (Array.isArray(node[name])) {
    for (const item of node[name]) follow(work, item, rest, refuse);
    return;
  }
  const next = resolve(work, node, name, rest.length === 0, refuse);
  if (next === null) return;
  node[name] = next;
  follow(work, next, rest, refuse);
}

function resolve(work: Work, node: Node, name: string, last: boolean, refuse: () => Error): Node | null {
  const value = node[name];
  if (value === null && (name in references || !last)) return null;
  if (typeof value === "object" && !last) return value as Node;
  if (typeof value !== "string") {
    const extra = extras[`${String(node.object)}.${name}`];
    if (!extra) throw refuse();
    return structuredClone(extra(work, node)) as Node;
  }
  const named = name in references && !(node.object === "charge" && name === "payment_method");
  const table = references[name as keyof typeof references];
  const found = named ? work[table].get(value) : undefined;
  if (!found) throw refuse();
  return structuredClone(found) as unknown as Node;
}
