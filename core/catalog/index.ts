export { define, Limits, list, onSale, Plan } from "./plan.ts";
