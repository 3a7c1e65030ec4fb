export { type AddOnRow, addRequired, noteStarted, ofService } from "./add-on.ts";
export { memoryOfApp } from "./memory.ts";
export { makePasswords, openPasswords } from "./password.ts";
