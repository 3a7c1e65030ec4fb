/**
 * What a mail's link carries behind the `#`: read once and taken out of the address, so that it stays neither in the
 * history nor on the screen.
 */
export function takeFragment(): URLSearchParams {
  const given = new URLSearchParams(window.location.hash.slice(1));
  if (window.location.hash !== "") history.replaceState(history.state, "", window.location.pathname);
  return given;
}
