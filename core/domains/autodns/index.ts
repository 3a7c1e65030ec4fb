export { addressOf, autodnsAt } from "./address.ts";
export { autodnsBudget } from "./budget.ts";
export { helloTo } from "./hello.ts";
export { autodnsRegistrar } from "./registrar.ts";
export { autodnsZones } from "./zone-desk.ts";
