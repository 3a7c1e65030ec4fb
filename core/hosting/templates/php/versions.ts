import { debianUntil } from "../../version.ts";

export const phpVersions = {
  "8.4": {
    image: "localhost/rookery/php84:1",
    builder: "localhost/rookery/php84-build:1",
    maintained: { byMakers: "2028-12-31", byDebian: debianUntil.trixie },
  },
  "8.2": {
    image: "localhost/rookery/php82:1",
    builder: "localhost/rookery/php82-build:1",
    maintained: { byMakers: "2026-12-31", byDebian: debianUntil.bookworm },
  },
};
