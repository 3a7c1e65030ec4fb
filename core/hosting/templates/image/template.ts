import { z } from "zod";
import { imageName, imageReference } from "../../compose/image-reference.state.ts";
import { containerStack } from "../../container.ts";
import { app } from "../../template.ts";

const named = "data:/var/lib/app";

const parameters = z.object({
  reference: z
    .string()
    .trim()
    .max(500)
    .refine(
      (text) => imageReference(text) !== undefined,
      "An image's name, such as nginx:1.29 or ghcr.io/example/app:2.",
    )
    .meta({ title: "Image", description: "From a registry: nginx:1.29, ghcr.io/example/app:2." }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .default(8080)
    .meta({ title: "Port", description: "The app listens on it, in its container." }),
  healthPath: z
    .string()
    .regex(/^(?:\/[\x21-\x7e]{0,199})?$/, "A path that begins with a slash.")
    .default("/")
    .meta({ title: "Health path", description: "Answers when the app works. Empty: what the image itself asks." }),
  command: z
    .string()
    .trim()
    .max(500)
    .regex(/^(?:[\w@%+=:,./-]+(?: +[\w@%+=:,./-]+)*)?$/, "A program and its arguments, without quotes.")
    .default("")
    .meta({ title: "Command", description: "In place of the image's own." }),
  volumes: z
    .array(z.string().regex(/^[a-z][a-z0-9]{0,19}:\/[a-z0-9][a-zA-Z0-9._/-]{0,199}$/, `A name and a folder: ${named}.`))
    .max(10)
    .refine((list) => new Set(list.map((one) => one.split(":")[0])).size === list.length, "Each name once.")
    .refine((list) => new Set(list.map((one) => one.split(":")[1])).size === list.length, "Each folder once.")
    .default([])
    .meta({ title: "Volumes", description: `What outlives a release: ${named}.` }),
});

const nameOf = (reference: string): string => {
  const read = imageReference(reference);
  if (!read) throw new Error(`${reference} names no image`);
  return imageName(read);
};

/** Whatever runs in Docker: pulled by the node, and from then on called by its digest. */
export const template = app({
  name: "image",
  title: "Container image",
  summary: "Any container image from a registry.",
  memoryMb: 32,
  parameters,
  secrets: [],
  pulled: true,
  image: ({ reference }) => nameOf(reference),
  variables: ({ port }) => ({ PORT: String(port) }),
  render: ({ image, parameters: { reference, port: containerPort, healthPath, command, volumes }, ...context }) =>
    containerStack({
      ...context,
      name: "web",
      image: image ?? nameOf(reference),
      containerPort,
      foreign: true,
      volumes: Object.fromEntries(volumes.map((one) => one.split(":").toReversed())),
      ...(command !== "" && { command: command.split(/ +/) }),
      ...(healthPath !== "" && { healthPath }),
    }),
});
