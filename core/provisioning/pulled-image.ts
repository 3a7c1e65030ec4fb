import * as Hosting from "../hosting/index.ts";
import type { ImageSource } from "./image-source.ts";

/** Loaded with the first image that is pulled. */
const pulling = async () => (await import("./pulling.ts")).pulling;

/** What others made, from their registries. */
export const pulledImage: ImageSource = {
  suits({ template }) {
    const { pulled, composed } = Hosting.appTemplate(template);
    return pulled === true || composed === true;
  },
  get: async (...given) => (await pulling()).get(...given),
  undo: async (...given) => (await pulling()).undo(...given),
};
