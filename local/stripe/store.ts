import { type DataOf, type Journal, openJournal } from "../stand-in/journal.ts";
import { type Tables, tableNames } from "./tables.ts";

export type Data = DataOf<Tables>;
export type Store = Journal<Tables>;

export const openStore = (dir: string): Store => openJournal<Tables>(dir, "rookery-stripe-1", tableNames);
