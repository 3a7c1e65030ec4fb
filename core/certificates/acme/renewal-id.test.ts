import { expect, test } from "vitest";
import { renewalId } from "./renewal-id.ts";

test("a certificate is named as RFC 9773 shows it", () => {
  const key = Buffer.from("69885b6b87464041e1b37b847ba0ae2cde01c8d4", "hex");
  const serial = Buffer.from("0087654321", "hex");
  expect(renewalId(key, serial)).toBe("aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE");
});
