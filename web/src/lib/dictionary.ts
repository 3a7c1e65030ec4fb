export const languages = ["en", "de"] as const;
export type Language = (typeof languages)[number];

/** Everything that English says, in other words. */
type InOtherWords<Texts> = Texts extends string
  ? string
  : Texts extends (...given: infer Given) => infer Said
    ? (...given: Given) => InOtherWords<Said>
    : Texts extends object
      ? { readonly [Name in keyof Texts]: InOtherWords<Texts[Name]> }
      : Texts;

/**
 * The texts of one page, kept in `<page>.text.ts` beside it and nowhere else. English is the shape that German has too,
 * checked by the compiler. A build holds one of them (web/one-language.ts).
 */
export function dictionary<Texts>(texts: { en: Texts; de: InOtherWords<NoInfer<Texts>> }): InOtherWords<Texts> {
  return texts[language] as InOtherWords<Texts>;
}

/** The server chooses the document, the document says what it is in. */
export const language: Language = globalThis.document?.documentElement.lang === "de" ? "de" : "en";

/** For Intl: dates, figures and prices as the language writes them. */
export const locale = { en: "en-GB", de: "de-DE" }[language];
