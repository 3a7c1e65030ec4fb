import { expect, test } from "vitest";
import type { HeldRecord } from "#core/dns/edit.state.ts";
import {
  becameOf,
  changing,
  current,
  type Draft,
  drafted,
  editOf,
  linesOf,
  noDraft,
  withoutSent,
  withRecord,
} from "./draft.ts";

const origin = "meadow.example";
const written = (name: string, data: string) => ({ name, type: "A", ttl: 3600, data });
const held = (id: string, name: string, data: string): HeldRecord => ({
  ...{ id, name, type: "A", ttl: 3600, data, owner: null, reason: null },
});
const withOne = (one: Draft["adds"][number]): Draft => withRecord(noDraft, one);

test("what was sent leaves the draft, and what was drafted while it was on its way stays", () => {
  const shop = drafted(written("shop", "203.0.113.7"));
  const blog = drafted(written("blog", "203.0.113.9"));
  const sent: Draft = { removes: ["old"], adds: [shop] };
  const meanwhile = withRecord({ ...sent, removes: ["old", "older"] }, blog);
  expect(withoutSent(meanwhile, sent, new Map())).toEqual({ removes: ["older"], adds: [blog] });
});

test("a record that was sent and edited again changes what it became, and never stands beside it", () => {
  const shop = drafted(written("shop", "203.0.113.7"));
  const sent = withOne(shop);
  const records = [held("shop-1", "shop", "203.0.113.7")];
  const became = becameOf(sent, records, origin);
  const again = { ...shop, written: written("shop", "203.0.113.8") };

  const editedBefore = withoutSent(withRecord(sent, again), sent, became);
  const editedAfter = withRecord(withoutSent(sent, sent, became), changing(again, became));
  for (const draft of [editedBefore, editedAfter]) {
    expect(editOf(draft)).toEqual({ removes: ["shop-1"], adds: [again.written] });
    expect(linesOf(draft, records, origin).map(({ change }) => change)).toEqual(["changed"]);
  }
});

test("a change that replaced a record is gone from the draft once it was taken", () => {
  const change = drafted(written("shop", "203.0.113.8"), "shop-1");
  const sent = withOne(change);
  const records = [held("shop-2", "shop", "203.0.113.8")];
  expect(withoutSent(sent, sent, becameOf(sent, records, origin))).toEqual(noDraft);
  expect(withoutSent(current(sent, records), sent, new Map())).toEqual(noDraft);
});

test("what is only scheduled became nothing yet, so an edit of it is one more record", () => {
  const later = drafted(written("shop", "203.0.113.7"));
  const sent = withOne(later);
  const became = becameOf(sent, [], origin);
  const again = { ...later, written: written("shop", "203.0.113.8") };
  expect(editOf(withoutSent(withRecord(sent, again), sent, became))).toEqual({ removes: [], adds: [again.written] });
});
