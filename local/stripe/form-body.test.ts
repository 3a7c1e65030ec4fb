import { expect, test } from "vitest";
import { ApiError } from "./error.ts";
import { decodeForm } from "./form-body.ts";

const plain = (encoded: string) => JSON.parse(JSON.stringify(decodeForm(encoded)));

test.each([
  ["a=1&b=", { a: "1", b: "" }],
  ["a[b][c]=x%20y", { a: { b: { c: "x y" } } }],
  ["items[0][id]=1&items[1][id]=2", { items: [{ id: "1" }, { id: "2" }] }],
  ["items%5B1%5D=b&items%5B0%5D=a", { items: ["a", "b"] }],
  ["expand[]=a&expand[]=b", { expand: ["a", "b"] }],
  ["metadata[a.b]=1&metadata[10]=2", { metadata: { "a.b": "1", "10": "2" } }],
  ["", {}],
])("%s", (encoded, expected) => {
  expect(plain(encoded)).toEqual(expected);
});

test.each(["a=1&a[b]=2", "a[b]=1&a=2", "a[[b]=1", "[a]=1", "a[b=1", "a]=1", `a${"[b]".repeat(9)}=1`])(
  "%s is refused",
  (encoded) => {
    expect(() => decodeForm(encoded)).toThrow(ApiError);
  },
);

test("names of the prototype are only names", () => {
  const form = decodeForm("__proto__[admin]=1&constructor[prototype][x]=1");
  expect(({} as Record<string, unknown>).admin).toBeUndefined();
  expect(Object.keys(form)).toEqual(["__proto__", "constructor"]);
});
