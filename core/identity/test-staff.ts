import type { StaffRole } from "../kernel/actor.ts";
import { type Id, newId } from "../kernel/id.ts";
import { anonymous, system, type TestWorld } from "../kernel/test-context.ts";
import { factor } from "./factor.sql.ts";
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

/** A passkey that nobody has, for whom it is enough to have one. */
export async function withFactor(world: Pick<TestWorld, "db" | "clock">, personId: Id<"person">): Promise<void> {
  const at = world.clock.now;
  const id = newId("factor");
  const passkey = { credentialId: id, publicKey: Buffer.from("none"), counter: 0 };
  await world.db.transaction({ role: "platform" }, (tx) =>
    tx
      .insert(factor)
      .values({ id, personId, kind: "passkey", name: "Laptop", ...passkey, createdAt: at, confirmedAt: at }),
  );
}
