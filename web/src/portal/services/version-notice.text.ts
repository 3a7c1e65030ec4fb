import { dictionary } from "#web/lib/dictionary.ts";

export const text = dictionary({
  en: {
    title: (language: string, version: string) => `This website runs on ${language} ${version}`,
    change: "Choose a newer one",
  },
  de: {
    title: (language, version) => `Diese Website läuft mit ${language} ${version}`,
    change: "Neuere wählen",
  },
});
