export { Closing, close, closing, leave, reopen } from "./closing.ts";
export { due, eraseAccount, erasePerson } from "./erasure.ts";
export { AccountExport, exportAccount } from "./export.ts";
export { forgetOldOrders } from "./old-orders.ts";
