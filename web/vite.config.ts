import { readFileSync } from "node:fs";
import tailwind from "@tailwindcss/vite";
import { defineConfig, type HtmlTagDescriptor, type Plugin } from "vite";
import solid from "vite-plugin-solid";

const here = (path: string) => new URL(path, import.meta.url).pathname;

/**
 * Three sizes of chunk: the first one with the framework and all that the door pages need, one with what the screens
 * share (and the overview, the first of them), and one for each other page. More chunks would only be more requests.
 */
const shared = /\/web\/src\/(ui|lib|data|parts)\/|\/web\/src\/portal\/(portal-layout|overview\/)/;
const first =
  /\/node_modules\/|\/web\/src\/(main|routes|paths|lib\/(theme|dictionary|password-strength)|data\/(api|session|request)|ui\/(mark|title|door|icon|icon-button|button|notice|text-field|password-field))\.tsx?$/;

/** The chunk a document will ask for next, named in the document so that it does not have to wait for the first. */
const next: Record<string, string> = {
  "index.html": "shared",
  "sign-in.html": "sign-in-page",
  "register.html": "register-page",
};

function documents(): Plugin {
  return {
    name: "rookery-documents",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { path, bundle }) {
        const document = path.replace(/^\//, "");
        const tags: HtmlTagDescriptor[] = [];
        const chunk = Object.values(bundle ?? {}).find((file) => file.type === "chunk" && file.name === next[document]);
        if (chunk)
          tags.push({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${chunk.fileName}` },
            injectTo: "head",
          });
        // The icon is smaller than a request for it.
        const icon = `data:image/svg+xml,${encodeURIComponent(readFileSync(here("public/favicon.svg"), "utf8").trim())}`;
        let result = html.replace("/favicon.svg", icon);
        // Nothing to see before the application runs: hold the first paint until the theme is on the document.
        if (document === "index.html")
          result = result.replace('<script type="module"', '<script type="module" blocking="render"');
        return { html: result, tags };
      },
    },
  };
}

export default defineConfig({
  root: here("."),
  plugins: [solid(), tailwind(), documents()],
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    manifest: true,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: { index: here("index.html"), "sign-in": here("sign-in.html"), register: here("register.html") },
      output: {
        codeSplitting: {
          groups: [
            { name: "main", test: first },
            { name: "shared", test: (id: string) => shared.test(id) && !first.test(id) },
          ],
        },
      },
    },
  },
});
