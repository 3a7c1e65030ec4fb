import { expect, test, vi } from "vitest";
import { findingCodes } from "#core/certificates/pre-flight/finding.state.ts";

/** As a page in German reads an answer. */
async function inGerman<Answer>(answer: Answer): Promise<Answer> {
  vi.resetModules();
  vi.stubGlobal("document", { documentElement: { lang: "de" } });
  try {
    const { explained } = await import("./explained.ts");
    return await explained(answer);
  } finally {
    vi.unstubAllGlobals();
  }
}

test("what keeps a certificate waiting is told in German, with its names, wherever it is read", async () => {
  const about = { name: "www.example.com", found: "198.51.100.7", until: "2026-11-23T10:00:00.000Z" };
  const waits = findingCodes.map((code) => ({ waitingFor: { code, message: "In English.", about: { ...about } } }));
  const { items } = await inGerman({ items: [...waits, { operation: { failure: waits[0]?.waitingFor } }] });
  const said = items.map((item) => ("waitingFor" in item ? item.waitingFor : item.operation.failure)?.message);
  for (const message of said) expect(message).not.toContain("English");
  expect(said[1]).toBe(
    "www.example.com führt zu 198.51.100.7, und dort ist Ihre Website nicht. Ändern Sie den Eintrag.",
  );
  expect(said.at(-1)).toBe(said[0]);
});

test("a reason whose names are not known stays as the server says it, and one without any is said in German", async () => {
  const answer = await inGerman({
    old: { code: "certificate.no_address", message: "a.example has no address.", about: null },
    plain: { code: "site.no_answer", message: "The site does not answer yet.", about: null },
    unknown: { code: "future.reason", message: "Something new." },
  });
  expect(answer).toMatchObject({
    old: { message: "a.example has no address." },
    plain: { message: "Die Website antwortet noch nicht, wie sie sollte." },
    unknown: { message: "Something new." },
  });
});

test("a refusal keeps its names and figures in German, and without any it is said by its code", async () => {
  const disk = "Your files, databases and builds take 2.4 GB; with Small there would be room for 512 MB. Delete some.";
  const refusals = [
    ["plan.too_small", "Node.js needs 256 MB of memory, and Small has 128 MB. Choose a larger plan."],
    ["plan.too_small", "WordPress and its databases need 640 MB of memory, and Small has 512 MB."],
    ["plan.too_small", "There are 2 databases, and Small comes without."],
    ["plan.too_small", "Something else is too small."],
    ["plan.disk_used", disk],
    ["catalog.wrong_state", "This is not possible while it is on sale."],
  ].map(([code, message = ""]) => ({ code, message }));
  const { items } = await inGerman({ items: refusals });
  expect(items.map(({ message }) => message)).toEqual([
    "Node.js braucht 256 MB Arbeitsspeicher, und Small hat 128 MB. Wählen Sie einen größeren Tarif.",
    "WordPress und die Datenbanken daneben brauchen 640 MB Arbeitsspeicher, und Small hat 512 MB.",
    "Es gibt 2 Datenbanken, und Small hat keine.",
    "Dieser Tarif ist dafür zu klein. Wählen Sie einen größeren.",
    "Ihre Dateien, Datenbanken und Builds belegen 2,4 GB; mit Small wäre Platz für 512 MB. Löschen Sie, was nicht mehr gebraucht wird, und sehen Sie in einer Minute noch einmal nach.",
    "Das geht nicht, solange es im Angebot ist.",
  ]);
});
