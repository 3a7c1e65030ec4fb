export { Customer, customer, customers } from "./customer.ts";
export { Overview, overview } from "./overview.ts";
