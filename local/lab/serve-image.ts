// usage: serve-image.ts DIR. Gives the node that runs in this folder a registry to pull from, with an image in it, and prints its name.
import { serveImage, startRegistry } from "./registry.ts";

const [dir = ""] = process.argv.slice(2);
await startRegistry(dir, "nobody uses it");
console.log(await serveImage(dir));
