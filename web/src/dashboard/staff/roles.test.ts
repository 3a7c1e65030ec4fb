import { expect, test } from "vitest";
import { holds, permissionNames } from "#core/kernel/permissions.state.ts";
import { staffRoles } from "#core/kernel/roles.state.ts";
import { staffAbilities } from "./roles.text.ts";

test("every permission that staff can have is explained once", () => {
  const ofStaff = permissionNames.filter((name) => staffRoles.some((role) => holds({ type: "staff", role }, name)));
  expect(staffAbilities.flatMap(({ needs }) => needs).toSorted()).toEqual(ofStaff.toSorted());
});

test("a role has all of what a line says or nothing of it, so that a tick is true", () => {
  for (const { says, needs } of staffAbilities) {
    for (const role of staffRoles) {
      const had = needs.filter((permission) => holds({ type: "staff", role }, permission));
      expect([says, role, [0, needs.length].includes(had.length)]).toEqual([says, role, true]);
    }
  }
});
