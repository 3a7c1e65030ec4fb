import type { Language } from "./dictionary.ts";
import { putBackFragment } from "./fragment.ts";

/** Each in its own words, for whoever is lost in the other one. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", de: "Deutsch" };

/** The server reads it (functions/site-router.ts) before it sends a document. */
const cookie = "rookery-language";
const yearSeconds = 31_536_000;

/** Each language is a build of its own: the page is asked for anew, at the same address. */
export function chooseLanguage(language: Language): void {
  const secure = window.location.protocol === "https:" ? ";secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we serve.
  document.cookie = `${cookie}=${language};path=/;max-age=${yearSeconds};samesite=lax${secure}`;
  putBackFragment();
  window.location.reload();
}
