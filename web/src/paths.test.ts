import { expect, test } from "vitest";
import { afterSignIn, paths, signInFrom } from "./paths.ts";

test("signing in leads back to where one came from", () => {
  expect(afterSignIn(new URL(signInFrom("/services/srv_1?tab=log"), "http://x").search)).toBe(
    "/services/srv_1?tab=log",
  );
  expect(signInFrom("/")).toBe("/sign-in");
});

/** What browsers take for two slashes. */
const hidden = ["/\t/evil.example", "/\n/evil.example", "/\r\n/evil.example", "\t//evil.example", "/\0/evil.example"];

test("signing in never leads to another site", () => {
  for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ...hidden]) {
    expect(afterSignIn(`?next=${encodeURIComponent(next)}`)).toBe("/");
  }
});

test("an id is one part of a path whatever it holds", () => {
  expect(paths.serviceDetail("../orders")).toBe("/services/..%2Forders");
});
