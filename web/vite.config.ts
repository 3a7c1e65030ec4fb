import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import tailwind from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";
import { alsoInGerman, oneLanguage } from "./one-language.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Three kinds of chunk: what the door pages need (the framework and a few components), what every page behind the door
 * needs (with the router, the overview and the entry itself), and one for each other page. More chunks would only be
 * more requests.
 */
const door =
  /rolldown\/runtime|vite\/preload-helper|\/node_modules\/solid-js\/|\/web\/src\/(paths|portal\/door\/(?:new-password-field|new-password\.text|door-form(?:\.text)?|ask-by-email)|parts\/(?:refusal(?:\.text)?|place-after)|lib\/(countdown|mount|theme|dictionary|language|fragment|password-strength)|data\/(api|explained|request|sign-in|registration)|ui\/(mark|title|door|icon|icon-button|button|notice|text-field|password-field))\.tsx?$/;
const shared =
  /\/node_modules\/|\/web\/src\/(ui|lib|data|parts|main|routes|portal\/(portal-layout|overview|verify-email\/verify-(banner|email\.text)))/;
/** What only some read stays out of what everybody loads. */
const apart =
  /\/web\/src\/(data\/(plans|cards|apps|privacy|domain-(?:contacts|hosts|names|prices)|domains|certificates|registrations|account|people|keys|staff|support|customers|invitation|sso|dashboard|catalogue|audit|integrations|confirmation|factors|passkey|second-factor|profile|email-change|said-audit|audit-words\.text|metrics|timeline|releases|environment|databases|plan-offers|jobs|settings|sources|uploads|logs|registries|zones|password-reset|staff-invitation|error-words\.text|refusal-words\.text|reason-words\.text|(?:zone-)?finding-words\.text|field-words\.text|said-field)\.ts|lib\/(country|typed-money|chart-scale|ansi|dotenv|fingerprint|day-groups)|ui\/(sheet|steps|tabs|error-summary|kpis|changes|copy-field|date-field|search-field|text-area|log-view|log-text|styles\/log|file-drop|styles\/file-drop|chart|styles\/chart)|parts\/(audit\/|certificate-finding|country-field|domain-(?:list\/|status)|holder-|metrics\/|repository|private-images|state-filter|operation-progress|ordered-names|plan-face|extra|apps|app-art|parameter|left-records|maintenance|site-log|operation-history|acting-banner|roles|account-switch|contact-properties|confirm-session|connection-check|website-choices|service-actions|releases|save-card-choice))|\/node_modules\/(@simplewebauthn|uqr|@codemirror|@lezer|@marijn|crelt|style-mod|w3c-keyname|yaml)\//;

function documents(): Plugin {
  return {
    name: "rookery-documents",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(html, { path }) {
        // The icon is smaller than a request for it.
        const icon = readFileSync(here("public/favicon.svg"), "utf8").trim();
        const result = html.replace("/favicon.svg", `data:image/svg+xml,${encodeURIComponent(icon)}`);
        // Nothing to see before the application runs: hold the first paint until the theme is on the document.
        return path.endsWith("index.html")
          ? result.replaceAll('<script type="module"', '<script type="module" blocking="render"')
          : result;
      },
    },
  };
}

export default defineConfig(({ mode }) => ({
  root: here("."),
  plugins: [
    oneLanguage(mode === "de" ? "de" : "en"),
    solid(),
    tailwind(),
    documents(),
    alsoInGerman(here("vite.config.ts")),
  ],
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
            { name: "door", test: door, priority: 2 },
            {
              name: "shared",
              test: (id: string) => shared.test(id) && !apart.test(id),
              priority: 1,
            },
          ],
        },
      },
    },
  },
}));
