export { get, ofPerson, open } from "./account.ts";
