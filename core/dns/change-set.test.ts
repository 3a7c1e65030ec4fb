import { describe, expect, test } from "vitest";
import { randomFrom } from "../kernel/test-random.ts";
import { apply, type ChangeSet, difference, inverse, isEmpty } from "./change-set.state.ts";
import { byPlace, type DnsRecord, recordKey } from "./record.state.ts";

const record = (name: string, last: number, ttl = 3600): DnsRecord => ({
  name,
  type: "A",
  ttl,
  data: `203.0.113.${last}`,
});
const sorted = (records: readonly DnsRecord[]) => records.toSorted(byPlace);
const done = (records: readonly DnsRecord[], change: ChangeSet): DnsRecord[] => {
  const applied = apply(records, change);
  if (!("records" in applied)) throw new Error(`conflict: ${JSON.stringify(applied)}`);
  return applied.records;
};

/** Zones of few names and addresses, so that they often have the same ones. */
function zoneFrom(random: () => number): DnsRecord[] {
  const drawn = Array.from({ length: Math.floor(random() * 12) }, () =>
    record(
      ["", "www", "mail", "a.b"][Math.floor(random() * 4)] ?? "",
      Math.floor(random() * 4),
      random() < 0.5 ? 60 : 3600,
    ),
  );
  return [...new Map(drawn.map((one) => [recordKey(one), one])).values()];
}

describe("a change of a zone", () => {
  test("makes one zone of the other, and its inverse takes it back", () => {
    const random = randomFrom(1);
    for (let round = 0; round < 500; round++) {
      const [before, after] = [zoneFrom(random), zoneFrom(random)];
      const change = difference(before, after);
      expect(done(before, change)).toEqual(sorted(after));
      expect(done(done(before, change), inverse(change))).toEqual(sorted(before));
      expect(isEmpty(change)).toBe(JSON.stringify(sorted(before)) === JSON.stringify(sorted(after)));
    }
  });

  test("of several at once is whole in the end, whoever comes first, or says that somebody else was there", () => {
    const random = randomFrom(2);
    let conflicts = 0;
    for (let round = 0; round < 500; round++) {
      const start = zoneFrom(random);
      const changes = Array.from({ length: 3 }, () => difference(start, zoneFrom(random)));
      let zone: DnsRecord[] = start;
      const made: ChangeSet[] = [];
      for (const change of changes) {
        const applied = apply(zone, change);
        if ("records" in applied) {
          zone = applied.records;
          made.push(change);
        } else {
          conflicts += 1;
          expect(applied.missing.length + applied.present.length).toBeGreaterThan(0);
        }
      }
      const keys = zone.map(recordKey);
      expect(new Set(keys).size).toBe(keys.length);
      const undone = made.toReversed().reduce((records, change) => done(records, inverse(change)), zone);
      expect(undone).toEqual(sorted(start));
      for (const { adds, removes } of made) {
        const others = made.filter((other) => other.adds !== adds).flatMap((other) => other.removes.map(recordKey));
        const lost = adds.filter((one) => !keys.includes(recordKey(one)) && !others.includes(recordKey(one)));
        expect(lost).toEqual([]);
        const back = removes.filter(
          (one) =>
            keys.includes(recordKey(one)) &&
            !made.some((other) => other.adds.some((added) => recordKey(added) === recordKey(one))),
        );
        expect(back).toEqual([]);
      }
    }
    expect(conflicts).toBeGreaterThan(0);
  });

  test("leaves what it does not name, whoever put it there meanwhile", () => {
    const change = difference([record("www", 1)], [record("www", 2)]);
    expect(done([record("www", 1), record("mail", 9)], change)).toEqual(sorted([record("mail", 9), record("www", 2)]));
  });

  test("does nothing of itself where a part of it cannot be done", () => {
    const change: ChangeSet = { removes: [record("gone", 1)], adds: [record("www", 1), record("new", 1)] };
    expect(apply([record("www", 1)], change)).toEqual({ missing: [record("gone", 1)], present: [record("www", 1)] });
  });

  test("of a time to live alone is a change", () => {
    expect(difference([record("www", 1, 60)], [record("www", 1, 3600)])).toEqual({
      removes: [record("www", 1, 60)],
      adds: [record("www", 1, 3600)],
    });
  });
});
