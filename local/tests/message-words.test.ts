import { expect, test, vi } from "vitest";
import { queues } from "#functions/manifest.ts";
import { queueOf } from "#functions/runtime/routing.ts";

test.each(["en", "de"])("whatever a queue carries has a name that staff can read, in %s", async (lang) => {
  vi.resetModules();
  vi.stubGlobal("document", { documentElement: { lang } });
  try {
    const { messageWords, queueWords } = await import("#web/dashboard/queues/message-words.text.ts");
    expect(Object.keys(messageWords).toSorted()).toEqual(Object.keys(queueOf).toSorted());
    expect(Object.keys(queueWords).toSorted()).toEqual(Object.keys(queues).toSorted());
  } finally {
    vi.unstubAllGlobals();
  }
});
