import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Lab } from "../lab/lab.ts";

const script = readFileSync(resolve(import.meta.dirname, "../../node-bootstrap/test/inventory.sh"), "utf8");

/** Everything a node holds for customers, each line beginning with the user or the stack that it belongs to. */
export async function nodeInventory(lab: Lab): Promise<string[]> {
  return (await lab.inside("bash", ["-s"], script)).split("\n").filter(Boolean).sort();
}
