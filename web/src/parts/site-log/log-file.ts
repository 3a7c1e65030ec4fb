import { readSiteLog, type SiteLogLine, type SiteLogQuery } from "#web/data/logs.ts";
import { withoutAnsi } from "#web/lib/ansi.ts";
import { text as texts } from "./site-log.text.ts";

const pageLines = 5000;
/** What a browser holds in memory without effort; more is for the API. */
export const fileBytesMax = 50_000_000;

/** All lines of what is asked for, oldest first, as a file would have them. `undefined`: it was not wanted any more. */
export async function readWhole(
  serviceId: string,
  query: SiteLogQuery,
  progress: (lines: number) => void,
  signal: AbortSignal,
): Promise<{ text: string; cut: boolean } | undefined> {
  const pieces: string[] = [];
  let bytes = 0;
  let count = 0;
  let after: string | undefined;
  for (;;) {
    const page = await readSiteLog(serviceId, {
      ...query,
      limit: pageLines,
      ...(after === undefined ? { order: "oldest" as const } : { after }),
    });
    if (signal.aborted) return undefined;
    const piece = page.lines.map(asText).join("");
    pieces.push(piece);
    bytes += piece.length;
    count += page.lines.length;
    progress(count);
    const stuck = page.newer === null || page.newer === after;
    if (!page.more || stuck) return { text: pieces.join(""), cut: false };
    if (bytes > fileBytesMax) return { text: pieces.join(""), cut: true };
    after = page.newer ?? undefined;
  }
}

const asText = ({ at, release, service, stream, text, missingUntil }: SiteLogLine): string =>
  `${at} ${release === null ? "-" : `#${release}`} ${service} ${stream} ${missingUntil ? texts.missing(missingUntil) : withoutAnsi(text)}\n`;
