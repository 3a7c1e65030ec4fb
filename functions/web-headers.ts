const contentSecurityPolicy = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' data:",
  "font-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'none'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
};

const write = (policy: Readonly<Record<string, string>>) =>
  Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join("; ");

const everywhere = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
};

/** Sent with every file of the web build. What somebody uploads is sent to `uploads`, past the API. */
export const pageHeadersWith = (uploads: string | undefined): Readonly<Record<string, string>> => ({
  ...everywhere,
  "content-security-policy": write({
    ...contentSecurityPolicy,
    "connect-src": uploads === undefined ? "'self'" : `'self' ${uploads}`,
  }),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "x-frame-options": "DENY",
});

/** With what is no page of the build. */
export const pageHeaders = pageHeadersWith(undefined);

/** Sent with every API answer that does not say otherwise itself. */
export const apiHeaders: Readonly<Record<string, string>> = {
  ...everywhere,
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/** Only over https: browsers ignore it elsewhere, and it must never be pinned on localhost. */
export const strictTransport = { maxAgeSeconds: 63_072_000, includeSubdomains: true, preload: true };
