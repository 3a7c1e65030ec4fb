import type { Tx } from "../kernel/db.ts";
import type { Id } from "../kernel/id.ts";
import * as Services from "../services/index.ts";
import type { Message } from "./ports.ts";

/** To all who could choose another version; null when one was chosen meanwhile, or nobody is left to tell. */
export async function versionEnding(
  tx: Tx,
  serviceId: Id<"service">,
  publicUrl: string,
  now: Date,
): Promise<Omit<Message, "id"> | null> {
  const told = await Services.versionEndingToTell(tx, serviceId, now);
  if (!told) return null;
  const { to, name, runtime, by, on, debianUntil, mark } = told;
  const isOver = mark === 0;
  const who = by === "makers" ? "its makers" : "Debian";
  const secured = `Debian goes on mending flaws in its security until ${debianUntil}.`;
  return {
    to,
    subject: isOver ? `${runtime} of ${name} has come to its end` : `${runtime} of ${name} comes to its end on ${on}`,
    text: `Hello,

${name} runs on ${runtime}, which ${who} ${isOver ? "looked" : "look"}${by === "debian" && !isOver ? "s" : ""} after until ${on}.

${
  by === "makers"
    ? `Your website goes on running. ${secured} Other flaws stay, and what you build on asks for a newer version sooner or later.`
    : "Your website goes on running, but nobody mends flaws in its security after that day."
}

Choose a newer version in the website's settings, and look whether everything works; the one before can be had back: ${publicUrl}/services/${serviceId}
`,
  };
}
