import { locale } from "./dictionary.ts";

const names = new Intl.DisplayNames([locale], { type: "region" });

/** "Germany" for "DE". */
export const countryName = (code: string): string => (code === "" ? "" : (names.of(code) ?? code));
