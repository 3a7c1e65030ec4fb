import { afterSignIn, paths } from "#web/paths.ts";

const key = "rookery-place";

/** Where somebody wanted to go, kept in this tab while they are at their provider: no address carries it there and back. */
export const keepPlace = (search: string): void => sessionStorage.setItem(key, search);

/** Only ever a place of ours. */
export function takePlace(isStaff: boolean): string {
  const place = afterSignIn(sessionStorage.getItem(key) ?? "");
  sessionStorage.removeItem(key);
  return isStaff && place === paths.overview ? paths.dashboard : place;
}
