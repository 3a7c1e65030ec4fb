/** The known name that somebody most likely meant, or undefined when none is close. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const written = plain(name);
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = written === plain(candidate) ? 0 : editDistance(name.slice(0, 60), candidate);
    if (distance < (best?.distance ?? Number.POSITIVE_INFINITY)) best = { name: candidate, distance };
  }
  return best && best.distance <= Math.max(1, Math.floor(name.length / 3)) ? best.name : undefined;
}

/** The same name in another spelling: `healthCheck`, `health-check`. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_. ]/g, "");

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const kept = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
