import { expect, test } from "vitest";
import type { Variable } from "#web/data/environment.ts";
import { changeOf, edited, linesOf, soundsSecret } from "./draft.ts";

const own = (name: string, value: string | null): Variable => ({
  ...{ name, value, secret: value === null, setBy: "customer", of: null },
});
const variables = [own("KEY", null), own("MODE", "one"), { ...own("PORT", "8080"), setBy: "platform" as const }];

test("shows what stays, what becomes of the rest, and nothing that is not the customer's", () => {
  const draft = {
    ...edited({}, variables, "MODE", { kind: "set", value: "two", secret: false }),
    ...edited({}, variables, "KEY", { kind: "remove" }),
    ...edited({}, variables, "NEW", { kind: "set", value: "x", secret: true }),
  };
  expect(linesOf(variables, draft)).toEqual([
    { name: "KEY", value: null, secret: true, change: "removed" },
    { name: "MODE", value: "two", secret: false, change: "changed" },
    { name: "NEW", value: "x", secret: true, change: "added" },
  ]);
  expect(changeOf(draft)).toEqual({
    set: [
      { name: "MODE", value: "two", secret: false },
      { name: "NEW", value: "x", secret: true },
    ],
    remove: ["KEY"],
  });
});

test("forgets an edit that changes nothing, and sends no value of what becomes a secret as it is", () => {
  const changed = edited({}, variables, "MODE", { kind: "set", value: "two", secret: false });
  expect(edited(changed, variables, "MODE", { kind: "set", value: "one", secret: false })).toEqual({});
  expect(edited({ NEW: { kind: "set", value: "x", secret: false } }, variables, "NEW", { kind: "remove" })).toEqual({});
  expect(changeOf(edited({}, variables, "MODE", { kind: "set", secret: true }))).toEqual({
    ...{ set: [{ name: "MODE", secret: true }], remove: [] },
  });
});

test("takes for secrets what is called so", () => {
  const named = ["API_KEY", "DB_PASSWORD", "GITHUB_TOKEN", "SECRET_KEY_BASE", "SENTRY_DSN"];
  expect(named.filter(soundsSecret)).toEqual(named);
  expect(["KEYBOARD", "MODE", "PASSAGE", "MONKEY"].filter(soundsSecret)).toEqual([]);
});
