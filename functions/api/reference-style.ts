/** The reference page's style sheet: the portal's tokens, as far as this page needs them. */
export const referenceStyle = `
:root { color-scheme: light dark; --bg: light-dark(#f5f5f7, #000); --surface: light-dark(#fff, #1c1c1e); --fg: light-dark(#1d1d1f, #f5f5f7);
  --fg2: light-dark(#515154, #b0b0b5); --accent: light-dark(#06c, #2997ff); --line: light-dark(rgb(0 0 0 / .1), rgb(255 255 255 / .13));
  --ok: light-dark(#1a7f37, #30d158); --bad: light-dark(#c4161c, #ff6961); --mono: ui-monospace, "SF Mono", Menlo, "DejaVu Sans Mono", monospace; }
* { box-sizing: border-box; }
html { scroll-padding-top: 24px; }
body { margin: 0; display: grid; grid-template-columns: 248px minmax(0, 1fr); background: var(--bg); color: var(--fg);
  font: 400 15px/20px -apple-system, BlinkMacSystemFont, "SF Pro Text", Inter, system-ui, "Segoe UI", Roboto, sans-serif; letter-spacing: -.009em; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 24px; border-inline-end: .5px solid var(--line); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: block; padding: 8px 0; color: var(--fg); text-decoration: none; }
nav a:hover { text-decoration: underline; text-underline-offset: 3px; }
.brand { margin: 0 0 16px; font-weight: 600; font-size: 20px; line-height: 25px; }
main { padding: 40px 32px 96px; max-width: 960px; min-width: 0; }
h1 { margin: 0; font: 600 28px/34px inherit; font-size: 28px; line-height: 34px; letter-spacing: -.02em; }
h2 { margin: 48px 0 16px; font-size: 20px; line-height: 25px; letter-spacing: -.017em; }
h3, h4 { margin: 0; font-size: 15px; line-height: 20px; overflow-wrap: anywhere; }
h4 { margin-top: 16px; font-size: 13px; font-weight: 400; color: var(--fg2); }
.lead { max-width: 68ch; color: var(--fg2); }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
code, pre { font: 400 13px/20px var(--mono); letter-spacing: 0; }
article { margin: 0 0 16px; padding: 20px 24px; border-radius: 18px; background: var(--surface); box-shadow: 0 0 0 .5px var(--line); }
.note { margin: 4px 0 0; color: var(--fg2); font-size: 13px; line-height: 18px; }
.method { display: inline-block; min-width: 56px; font-size: 13px; }
.get { color: var(--accent); } .post { color: var(--ok); } .delete { color: var(--bad); }
dl { margin: 4px 0 0; }
dl > div { display: grid; grid-template-columns: 160px minmax(0, 1fr); gap: 16px; padding: 8px 0; border-top: .5px solid var(--line); }
dl > div:first-child { border-top: 0; }
dt, dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
dd span { color: var(--fg2); }
details { margin-top: 12px; }
summary { min-height: 24px; cursor: pointer; color: var(--accent); font-size: 13px; }
pre { margin: 8px 0 0; padding: 12px 16px; overflow-x: auto; border-radius: 10px; background: var(--bg); color: var(--fg2); }
@media (max-width: 760px) { body { display: block; } nav { position: static; height: auto; border: 0; padding: 16px; } nav ul { display: flex; flex-wrap: wrap; gap: 0 16px; }
  main { padding: 16px; } article { padding: 16px; } dl > div { grid-template-columns: 1fr; gap: 4px; } }
`;
