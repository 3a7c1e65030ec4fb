import { afterSignIn, paths } from "#web/paths.ts";

const key = "rookery-place";

/** Where somebody wanted to go, kept in this tab while they are at their provider: no address carries it there and back. */
export const keepPlace = (search: string): void => sessionStorage.setItem(key, search);

export const keepPlaceHere = ({ pathname, search }: Location): void =>
  keepPlace(`?next=${encodeURIComponent(pathname + search)}`);

const laterKey = "rookery-place-later";
/** The link that is mailed to whoever registers is good for so long. */
const laterMs = 24 * 3_600_000;

/** Kept in this browser until the link of a mail is opened, in whichever tab. */
export function keepPlaceForLink(search: string, now: number): void {
  if (afterSignIn(search) === paths.overview) localStorage.removeItem(laterKey);
  else localStorage.setItem(laterKey, JSON.stringify({ search, until: now + laterMs }));
}

/** Only ever a place of ours, whatever is found there. */
export function takePlaceOfLink(now: number): string {
  const kept = localStorage.getItem(laterKey);
  localStorage.removeItem(laterKey);
  try {
    const { search, until } = JSON.parse(kept ?? "{}") as { search?: unknown; until?: unknown };
    return typeof search === "string" && typeof until === "number" && until > now
      ? afterSignIn(search)
      : paths.overview;
  } catch {
    return paths.overview;
  }
}

/** Only ever a place of ours. */
export function takePlace(isStaff: boolean): string {
  const place = afterSignIn(sessionStorage.getItem(key) ?? "");
  sessionStorage.removeItem(key);
  return isStaff && place === paths.overview ? paths.dashboard : place;
}
