import type { StaffRole } from "../kernel/actor.ts";
import { anonymous, system, type TestWorld } from "../kernel/test-context.ts";
import { appoint, join } from "./staff-invitation.ts";

/** A member of staff who has begun: by their link, as everybody. */
export async function testStaff(
  world: Pick<TestWorld, "as">,
  { email, password, role = "administrator" }: { email: string; password: string; role?: StaffRole },
): Promise<void> {
  const addresses = {
    publicUrl: "https://portal.example",
    sitesDomain: "example",
    ofSite: () => ({ host: "", url: "" }),
  };
  const { link } = await appoint(world.as(system, { addresses }), { email, name: "Ops", role, show: true });
  const token = new URLSearchParams(new URL(link?.reveal() ?? "").hash.slice(1)).get("token") ?? "";
  await join(world.as(anonymous), { token, password });
}
