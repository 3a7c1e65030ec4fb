export { define, get, Limits, list, onSale, Plan } from "./plan.ts";
