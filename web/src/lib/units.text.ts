import { dictionary } from "./dictionary.ts";

export const text = dictionary({
  en: {
    of: (part: string, whole: string) => `${part} of ${whole}`,
    core: "1 core",
    cores: (count: string) => `${count} cores`,
    days: (count: number) => `${count} days`,
  },
  de: {
    of: (part, whole) => `${part} von ${whole}`,
    core: "1 Kern",
    cores: (count) => `${count} Kerne`,
    days: (count) => `${count} Tage`,
  },
});
