import { z } from "zod";
import { type FakeAccount, Label, refused, User } from "./accounts.ts";

const Instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/);
const Cursor = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z~[A-Za-z0-9._/-]{0,130}~\d{1,20}~\d{1,15}$/);

export const logInputs = {
  "stack-log": z
    .strictObject({
      user: User,
      home: Label,
      stack: Label.optional(),
      service: z.string().optional(),
      stream: z.enum(["out", "err"]).optional(),
      from: Instant.optional(),
      to: Instant.optional(),
      search: z.string().min(1).max(200).optional(),
      after: Cursor.optional(),
      before: Cursor.optional(),
      order: z.enum(["newest", "oldest"]).default("newest"),
      limit: z.int().min(1).max(10_000).default(200),
    })
    .refine(({ after, before }) => after === undefined || before === undefined),
};
type Input = z.output<(typeof logInputs)["stack-log"]>;

export interface WrittenLine {
  home: string;
  stack: string;
  service: string;
  stream: "out" | "err";
  /** With nine digits behind the second. */
  at: string;
  text: string;
}

export interface LogsOfNode {
  /** What containers wrote, oldest first. */
  readonly written: WrittenLine[];
}

const nine = (instant: string) => {
  const [second = "", rest = ""] = instant.slice(0, -1).split(".");
  return `${second}.${rest.padEnd(9, "0")}Z`;
};

export const logWork = (node: LogsOfNode, account: (user: string) => FakeAccount) => ({
  "stack-log"({ user, home, stack, service, stream, from, to, search, after, before, order, limit }: Input) {
    if (!account(user).homes.has(home)) throw refused("stack.unknown", `There is no stack called ${home}.`);
    // A place between two lines: the number of those before it.
    const cursor = (place: number) => {
      const line = node.written[place] ?? node.written.at(-1);
      return line ? `${line.at}~${line.stack}/${line.service}~1~${place}` : null;
    };
    const placeOf = (text: string) => Number(text.split("~")[3]);
    const all = node.written.map((line, place) => ({ line, place })).filter(({ line }) => line.home === home);
    const wanted = all.filter(
      ({ line, place }) =>
        (stack === undefined || line.stack === stack) &&
        (service === undefined || line.service === service) &&
        (stream === undefined || line.stream === stream) &&
        (from === undefined || line.at >= nine(from)) &&
        (to === undefined || line.at < nine(to)) &&
        (search === undefined || line.text.toLowerCase().includes(search.toLowerCase())) &&
        (after === undefined || place >= placeOf(after)) &&
        (before === undefined || place < placeOf(before)),
    );
    const forward = after !== undefined || order === "oldest";
    const shown = forward ? wanted.slice(0, limit) : wanted.slice(-limit);
    const more = shown.length < wanted.length;
    const [first, last] = [shown[0], shown.at(-1)];
    return {
      lines: shown.map(({ line: { home: _, ...line } }) => ({ ...line, continues: false, missingUntil: null })),
      older: more && !forward && first ? cursor(first.place) : null,
      newer: more && forward && last ? cursor(last.place + 1) : (before ?? cursor(node.written.length)),
      more,
      reached: null,
      sources: [...new Map(all.map(({ line }) => [`${line.stack}/${line.service}`, line])).values()].map((line) => ({
        stack: line.stack,
        service: line.service,
      })),
    };
  },
});
