export { Customer, get, list } from "./customer.ts";
