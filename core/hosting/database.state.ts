/** Kinds of app beside which no database can be put. Screens ask this list; a test compares it with the templates. */
const without: readonly string[] = ["compose", "static"];

export const usesDatabases = (template: string): boolean => !without.includes(template);
