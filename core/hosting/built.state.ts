/** Kinds of app that are built of the customer's own code. Screens ask this list; a test compares it with the templates. */
const builtTemplates: readonly string[] = ["dockerfile", "node", "php", "python", "static"];

export const isBuilt = (template: string): boolean => builtTemplates.includes(template);
