let taken = "";

/**
 * What a mail's link carries behind the `#`: read once and taken out of the address, so that it stays neither in the
 * history nor on the screen.
 */
export function takeFragment(): URLSearchParams {
  const given = window.location.hash;
  if (given !== "") {
    taken = given;
    history.replaceState(history.state, "", window.location.pathname);
  }
  return new URLSearchParams(given.slice(1));
}

/** Before the page is loaded anew, which reads it once more. */
export function putBackFragment(): void {
  if (taken !== "") history.replaceState(history.state, "", taken);
}
