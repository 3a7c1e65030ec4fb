import { expect, test } from "vitest";
import { holds, permissionNames } from "#core/kernel/permissions.state.ts";
import { memberRoles } from "#core/kernel/roles.state.ts";
import { abilities } from "./roles.text.ts";

const ofMembers = permissionNames.filter((name) => memberRoles.some((role) => holds({ type: "member", role }, name)));

test("every permission that a member can have is explained once", () => {
  const explained = abilities.flatMap(({ needs }) => needs);
  expect(explained.toSorted()).toEqual(ofMembers.toSorted());
});

test("a role has all of what a line says or nothing of it, so that a tick is true", () => {
  for (const { says, needs } of abilities) {
    for (const role of memberRoles) {
      const had = needs.filter((permission) => holds({ type: "member", role }, permission));
      expect([says, role, [0, needs.length].includes(had.length)]).toEqual([says, role, true]);
    }
  }
});
