import { readdirSync } from "node:fs";
import { basename } from "node:path";
import type { Bench, Measurement } from "./measurement.ts";

/** Prints figures beside their floors. Timing never fails a run; a bench that could not measure does. */
const asked = process.argv.slice(2);
const nouns = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => basename(file, ".bench.ts"))
  .toSorted();
const chosen = asked.length === 0 ? nouns : asked;
let missed = 0;
let broken = 0;

for (const noun of chosen) {
  if (!nouns.includes(noun)) {
    console.log(`There is no bench of ${noun}. There are: ${nouns.join(", ")}.`);
    broken += 1;
    continue;
  }
  console.log(`\n${noun}`);
  try {
    const { bench } = (await import(`./${noun}.bench.ts`)) as Bench;
    for (const measurement of await bench()) print(measurement);
  } catch (error) {
    broken += 1;
    console.log(`  could not be measured: ${error instanceof Error ? error.message : String(error)}`);
  }
}
console.log(`\n${missed} ${missed === 1 ? "figure misses its" : "figures miss their"} target, ${broken} not measured`);
process.exit(broken > 0 ? 1 : 0);

function print({ name, value, unit, floor, target }: Measurement): void {
  const ratio = floor && value / floor.value;
  console.log(`  ${name.padEnd(58)} ${amount(value)} ${unit}`);
  if (floor)
    console.log(`    floor: ${floor.name.padEnd(49)} ${amount(floor.value)} ${unit}, ratio ${ratio?.toFixed(2)}`);
  if (!target) return;
  const measured = target.of === "ratio" ? (ratio ?? Number.NaN) : value;
  const [sign, limit] = "atMost" in target ? (["≤", target.atMost] as const) : (["≥", target.atLeast] as const);
  const reached = sign === "≤" ? measured <= limit : measured >= limit;
  if (!reached) missed += 1;
  console.log(
    `    target: ${sign} ${limit}${target.of === "ratio" ? "×" : ` ${unit}`}, ${reached ? "reached" : "MISSED"}`,
  );
}

function amount(value: number): string {
  return (value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(4)).padStart(9);
}
