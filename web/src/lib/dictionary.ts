export type Language = "en";

/**
 * The texts of one page, kept in `<page>.text.ts` beside it and nowhere else. English is the shape; another language
 * is a further key with the same shape, checked by the compiler, chosen here.
 */
export function dictionary<Texts>(texts: { en: Texts }): Texts {
  return texts[language];
}

export const language: Language = "en";
/** For Intl: dates and figures as the language writes them. */
export const locale = "en-GB";
