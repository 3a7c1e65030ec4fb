import * as Releases from "../releases/index.ts";
import type { ImageSource } from "./image-source.ts";

/** Loaded with the first image that is built. */
const building = async () => (await import("./building.ts")).building;

/** What is built of a service's own source. */
export const builtImage: ImageSource = {
  suits: ({ serviceId, image }) => image?.startsWith(`localhost/${Releases.homeOf(serviceId)}:`) === true,
  get: async (...given) => (await building()).get(...given),
  undo: async (...given) => (await building()).undo(...given),
};
