import type { Build } from "./compose-app.state.ts";
import { readEnvironment } from "./environment.state.ts";
import type { Place } from "./finding.state.ts";
import { projectPath } from "./project-path.state.ts";
import { type Reading, readMap, readText } from "./reading.state.ts";
import { buildKeys } from "./refused-keys.state.ts";
import { readForm } from "./scalar.state.ts";
import type { Value } from "./yaml-tree.state.ts";

/** `build`: a folder of the project, or a map with that folder as its context. */
export function readBuild(reading: Reading, value: Value, subject: string): Build | undefined {
  if (value.kind !== "map") {
    const context = readContext(reading, value, readText(reading, value));
    return context === undefined ? undefined : { context, dockerfile: "Dockerfile", args: [] };
  }
  let context: string | undefined = "";
  let dockerfile: { place: Place; text: string } | undefined;
  let target: string | undefined;
  let args: Build["args"] = [];
  readMap(
    reading,
    value,
    `The build of ${subject}`,
    {
      context: (entry) => {
        context = readContext(reading, entry.value, readText(reading, entry.value));
      },
      dockerfile: (entry) => {
        const text = readText(reading, entry.value);
        if (text !== undefined) dockerfile = { place: entry.value, text };
      },
      target: (entry) => {
        target = readForm(reading, entry.value, /^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$/, "the name of a build stage");
      },
      args: (entry) => {
        args = readArguments(reading, entry.value);
      },
    },
    buildKeys,
  );
  if (context === undefined) return undefined;
  const path = dockerfile ? readDockerfile(reading, dockerfile, context) : "Dockerfile";
  return path === undefined ? undefined : { context, dockerfile: path, args, ...(target !== undefined && { target }) };
}

/** The folder, from the top of the project; "" is the project itself. */
function readContext(reading: Reading, place: Place, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const found = projectPath(text);
  if (found.kind === "inside" && text !== "") return found.path;
  const what = found.kind === "remote" ? "an address on the internet" : "no folder of the project";
  return reading.findings.add("build.context", place, `The context "${text}" is ${what}.`);
}

/** Compose looks for the Dockerfile from the context on, and the builder never leaves it. */
function readDockerfile(
  reading: Reading,
  { place, text }: { place: Place; text: string },
  context: string,
): string | undefined {
  const found = projectPath(text);
  if (found.kind === "inside" && found.path !== "") return found.path;
  const within = context === "" ? "the project" : `"${context}"`;
  return reading.findings.add("build.context", place, `The Dockerfile "${text}" is not inside of ${within}.`);
}

function readArguments(reading: Reading, value: Value): Build["args"] {
  return [...readEnvironment(reading, value)].flatMap(([name, template]) => {
    const secret = template.find((part) => typeof part !== "string");
    if (!secret) return [{ name, value: template.join("") }];
    reading.findings.add("variable.secret", value, `The build argument ${name} uses the secret ${secret.secret}.`);
    return [];
  });
}
