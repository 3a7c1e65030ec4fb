import { type Column, ilike, type SQL } from "drizzle-orm";

/** In LIKE patterns these three are not themselves. */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);

/** Whether what somebody types to find something is in it, however it is spelled: large or small. */
export const contains = (column: Column, text: string): SQL => ilike(column, `%${literally(text)}%`);
