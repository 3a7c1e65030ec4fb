import { build, type Plugin } from "vite";
import type { Language } from "./src/lib/dictionary.ts";
import { languageNames } from "./src/lib/language.ts";
import { texts as door } from "./src/portal/door/door-form.text.ts";
import { texts as register } from "./src/portal/door/register.text.ts";
import { texts as signIn } from "./src/portal/door/sign-in.text.ts";

/** What the documents say before any script has run. */
const layout = {
  en: { otherLanguage: languageNames.de, noScript: "Rookery needs JavaScript to be switched on." },
  de: { otherLanguage: languageNames.en, noScript: "Für Rookery muss JavaScript eingeschaltet sein." },
};
const painted = { door, layout, register, signIn };

interface SyntaxNode {
  type: string;
  start: number;
  end: number;
}
interface Property extends SyntaxNode {
  key: { name?: string };
  value: SyntaxNode;
}

/**
 * Makes a build for those who read one language: nobody loads what they do not read. Its documents say which one it is,
 * and the text modules lose the other one here.
 */
export function oneLanguage(language: Language): Plugin {
  return {
    name: "rookery-one-language",
    apply: "build",
    transform: {
      order: "pre",
      filter: { id: /\.text\.ts$/ },
      handler(code) {
        const others: Property[] = [];
        collect(this.parse(code, { lang: "ts" }), language, others);
        return others
          .toSorted((a, b) => b.start - a.start)
          .reduce((rest, { start, end }) => `${rest.slice(0, start)}${rest.slice(end).replace(/^\s*,/, "")}`, code);
      },
    },
    transformIndexHtml: {
      order: "pre",
      handler: (html) =>
        html
          .replace('<html lang="en">', `<html lang="${language}">`)
          .replace(/\{(\w+)\.(\w+)\}/g, (_, page: keyof typeof painted, words: string) => {
            const said: Readonly<Record<string, unknown>> = painted[page][language];
            return `${said[words]}`;
          }),
    },
    generateBundle: {
      order: "post",
      handler(_, bundle) {
        if (language === "en") return;
        for (const file of Object.values(bundle)) {
          if (file.fileName.endsWith(".html")) file.fileName = `${language}/${file.fileName}`;
        }
      },
    },
  };
}

/** The same once more, into the same folder, in German: most files are there already, by the same name. */
export function alsoInGerman(configFile: string): Plugin {
  let outDir: string;
  let root: string;
  return {
    name: "rookery-also-in-german",
    apply: (_, { mode }) => mode !== "de",
    configResolved(config) {
      ({ root } = config);
      ({ outDir } = config.build);
    },
    async closeBundle() {
      await build({
        root,
        configFile,
        mode: "de",
        logLevel: "warn",
        build: { outDir, emptyOutDir: false, manifest: ".vite/manifest.de.json" },
      });
    },
  };
}

/** `{ en: …, de: … }`, wherever it stands in the module: the properties that are not for this build. */
function collect(node: unknown, language: Language, found: Property[]): void {
  if (node && typeof node === "object") {
    const { type, properties } = node as { type?: string; properties?: Property[] };
    if (type === "ObjectExpression" && properties) {
      const names = properties.map(({ key }) => key?.name);
      if (names.length === 2 && names.includes("en") && names.includes("de")) {
        found.push(...properties.filter(({ key }) => key.name !== language));
        collect(properties.find(({ key }) => key.name === language)?.value, language, found);
        return;
      }
    }
    for (const child of Object.values(node)) collect(child, language, found);
  }
}
