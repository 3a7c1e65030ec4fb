/** The image that every node builds from node-bootstrap/containers/static. */
const image = "localhost/rookery/static:1";
const containerPort = 8080;

export interface Stack {
  /** The compose file, as text. */
  compose: string;
  /** Beside it, by relative path, each written where there is nothing yet. */
  seed: Readonly<Record<string, string>>;
}

export interface StaticSite {
  name: string;
  host: string;
  /** On the node's loopback, for the ingress alone. */
  port: number;
  memoryMb: number;
  processes: number;
}

/** A static site: one container that serves the site's own folder, with nothing writable but memory. */
export function staticSite(site: StaticSite): Stack {
  const compose = {
    name: site.name,
    services: {
      web: {
        image,
        read_only: true,
        cap_drop: ["ALL"],
        security_opt: ["no-new-privileges"],
        tmpfs: ["/tmp"],
        mem_limit: `${site.memoryMb}m`,
        pids_limit: site.processes,
        ports: [`127.0.0.1:${site.port}:${containerPort}`],
        volumes: ["./www:/srv/www:ro"],
      },
    },
  };
  return {
    // JSON is YAML too.
    compose: `${JSON.stringify(compose, null, 2)}\n`,
    seed: { "www/index.html": welcomePage(site.host) },
  };
}

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string => text.replaceAll(/[&<>"]/g, (character) => escapes[character] ?? "");

/** What a new site shows until its owner puts their own files there. */
const welcomePage = (host: string): string => `<!doctype html>
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
<p>This site is live.</p>
</html>
`;
