import { packaged } from "../../version.ts";

export const phpVersions = {
  "8.4": packaged({ image: "php84:1", builder: "php84-build:1", byMakers: "2028-12-31", debian: "trixie" }),
  "8.2": packaged({ image: "php82:1", builder: "php82-build:1", byMakers: "2026-12-31", debian: "bookworm" }),
};
