import { imageName, imageReference } from "./image-reference.state.ts";
import { type Reading, readText } from "./reading.state.ts";
import type { Value } from "./yaml-tree.state.ts";

/** The full name of an image that may be fetched. */
export function readImage(reading: Reading, value: Value, subject: string): string | undefined {
  const written = readText(reading, value);
  if (written === undefined) return undefined;
  const { findings, options } = reading;
  const image = imageReference(written);
  if (!image) return findings.add("image.invalid", value, `"${written.slice(0, 100)}" is no name of an image.`);
  const name = imageName(image);
  if (!options.registries.some((registry) => name.startsWith(`${registry}/`))) {
    const possible = options.registries.length === 0 ? "none" : options.registries.join(", ");
    return findings.add(
      "image.registry",
      value,
      `${subject} takes its image from ${image.registry}. Possible: ${possible}.`,
    );
  }
  if (image.registry === "localhost" && options.images && !options.images.includes(name)) {
    const what = `${subject} runs "${name}", which there is not. Possible: ${options.images.join(", ")}.`;
    return findings.add("image.registry", value, what);
  }
  if (image.digest === undefined && (image.tag ?? "latest") === "latest") {
    findings.add("image.unpinned", value, `${subject} runs whatever version of "${written}" is the newest.`);
  }
  return name;
}
