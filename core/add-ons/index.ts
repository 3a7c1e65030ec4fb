export { type AddOnRow, addRequired, noteRemoved, noteStarted, ofService, takeBackChanges } from "./add-on.ts";
export { addDatabase, RevealedPassword, removeDatabase, renewPassword, revealPassword } from "./changing.ts";
export { Databases, listDatabases } from "./database.ts";
export { memoryOfApp } from "./memory.ts";
export { adoptPasswords, makePasswords, openPasswords } from "./password.ts";
