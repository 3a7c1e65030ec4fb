import type { AddOnTemplate, AppTemplate } from "../hosting/index.ts";
import * as Hosting from "../hosting/index.ts";
import type { ServiceRow } from "../services/index.ts";
import type { AddOnRow } from "./add-on.ts";

/** A database gets a quarter of what was sold, or what it needs where that is more; never what others need. */
const shareOf = (neededMb: number, soldMb: number, freeMb: number): number =>
  Math.min(Math.max(neededMb, Math.floor(soldMb / 4)), freeMb);

/** What one more add-on gets; undefined where there is no room for it. */
export function memoryOfNew(
  template: AddOnTemplate,
  app: AppTemplate,
  sold: Pick<ServiceRow, "memoryMb">,
  present: readonly AddOnRow[],
): number | undefined {
  const freeMb = memoryOfApp(sold, present) - app.memoryMb;
  return freeMb < template.memoryMb ? undefined : shareOf(template.memoryMb, sold.memoryMb, freeMb);
}

/** Of the add-ons that an app does not run without. What was ordered has room for all of them. */
export function memoryOfEach(app: AppTemplate, soldMb: number): ReadonlyMap<string, number> {
  const given = new Map<string, number>();
  let freeMb = soldMb - Hosting.memoryNeeded(app);
  for (const name of app.addOns) {
    const { memoryMb } = Hosting.addOnTemplate(name);
    const share = shareOf(memoryMb, soldMb, memoryMb + freeMb);
    freeMb -= share - memoryMb;
    given.set(name, share);
  }
  return given;
}

/** What its add-ons leave to the app. */
export const memoryOfApp = ({ memoryMb }: Pick<ServiceRow, "memoryMb">, addOns: readonly AddOnRow[]): number =>
  addOns.reduce((rest, addOn) => rest - addOn.memoryMb, memoryMb);
