import { describe, expect, test } from "vitest";
import { type Actor, authorize, permits } from "./actor.ts";
import { newId } from "./id.ts";
import { holds, isScope, type Permission, permissionNames, scopes } from "./permissions.state.ts";
import { memberRoles, staffRoles } from "./roles.state.ts";
import { anonymous, member, staffMember, system } from "./test-context.ts";

const account = newId("account");
const signedIn = { personId: newId("person"), sessionId: newId("session") };
const guest: Actor = { type: "person", ...signedIn };
const acting: Actor = {
  type: "acting",
  ...signedIn,
  accountId: account,
  role: "administrator",
  actingId: newId("acting"),
  reason: "A test",
};
const keyWith = (...given: Permission[]): Actor => ({
  type: "key",
  keyId: newId("apiKey"),
  accountId: account,
  scopes: given,
});
const webhook: Actor = { type: "webhook", source: "stripe" };
const people = [
  ...memberRoles.map((role) => member(account, role)),
  ...staffRoles.map((role) => staffMember(role)),
] as const;

describe.each(permissionNames)("%s", (permission) => {
  test("is held by somebody, and by nobody at the door, without an account, or of the platform's own", () => {
    const held = [
      ...memberRoles.map((role) => holds({ type: "member", role }, permission)),
      ...staffRoles.map((role) => holds({ type: "staff", role }, permission)),
    ];
    expect(held).toContain(true);
    for (const actor of [anonymous, guest, system, webhook]) expect(permits(actor, { permission })).toBe(false);
  });

  test("of members always the owner has, and whatever an administrator of an account may, its owner may", () => {
    const of = (role: (typeof memberRoles)[number]) => holds({ type: "member", role }, permission);
    if (memberRoles.some(of)) expect(of("owner")).toBe(true);
  });

  test("of staff always the administrator has", () => {
    const of = (role: (typeof staffRoles)[number]) => holds({ type: "staff", role }, permission);
    if (staffRoles.some(of)) expect(of("administrator")).toBe(true);
  });

  test("is never more for staff who act for a customer than for the customer's owner", () => {
    if (holds({ type: "acting" }, permission)) expect(holds({ type: "member", role: "owner" }, permission)).toBe(true);
  });

  test("has a key that was given it, and no other, and only if the owner has it", () => {
    const given = permits(keyWith(permission), { permission });
    expect(given).toBe(isScope(permission));
    expect(permits(keyWith(...permissionNames.filter((name) => name !== permission)), { permission })).toBe(false);
    if (given) expect(holds({ type: "member", role: "owner" }, permission)).toBe(true);
  });
});

test("matters of one's own are for whoever is signed in, not for keys and not for staff in somebody's account", () => {
  for (const actor of [guest, ...people]) expect(permits(actor, { person: true })).toBe(true);
  for (const actor of [anonymous, acting, keyWith(...scopes), system, webhook]) {
    expect(permits(actor, { person: true })).toBe(false);
  }
});

test("staff who act for a customer may do nothing of the backend's", () => {
  for (const permission of permissionNames) {
    if (!memberRoles.some((role) => holds({ type: "member", role }, permission))) {
      expect(permits(acting, { permission })).toBe(false);
    }
  }
});

test("what nobody is named for is refused to everybody", () => {
  for (const actor of [anonymous, guest, ...people, acting, keyWith(...permissionNames), system, webhook]) {
    expect(() => authorize(actor, {})).toThrow();
  }
});

test("whoever is refused at the door is asked to sign in, and whoever is signed in is not", () => {
  expect(() => authorize(anonymous, { permission: "service:read" })).toThrow(
    expect.objectContaining({ kind: "unauthenticated" }),
  );
  expect(() => authorize(guest, { permission: "service:read" })).toThrow(
    expect.objectContaining({ kind: "forbidden" }),
  );
});
