export { type Belonging, belonging, get, ofPerson, open } from "./account.ts";
