/** The one version served: the version the `stripe` package in package.json sends. */
export const API_VERSION = "2026-10-28.endive";
