const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");

/** What a new site shows until its owner puts their own files there. `runs` is HTML: what the page is made by, if anything. */
export const welcomePage = (host: string, runs = ""): string => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(host)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-content: center; text-align: center; gap: 8px;
    font: 17px/24px -apple-system, BlinkMacSystemFont, "Segoe UI", system-ui, sans-serif; }
  h1 { margin: 0; font-size: 34px; line-height: 41px; letter-spacing: -.024em; overflow-wrap: anywhere; }
  p { margin: 0; opacity: .7; }
</style>
<h1>${escapeHtml(host)}</h1>
<p>This site is live.${runs && ` ${runs}`}</p>
</html>
`;
