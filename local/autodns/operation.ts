import type { z } from "zod";
import type { DataOf } from "../stand-in/journal.ts";
import type { Answered } from "./answer.ts";
import type { Sessions } from "./session.ts";
import type { Tables } from "./tables.ts";

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

export interface Work {
  data: DataOf<Tables>;
  now: Date;
  /** As the call brought it. */
  ctid: string | undefined;
  /** What jobs take. */
  jobSeconds: number;
  sessions: Sessions;
}

export interface Operation {
  method: Method;
  /** As the specification writes it. */
  path: string;
  body: z.ZodObject | undefined;
  run(work: Work, path: Record<string, string>, body: unknown): Answered;
}

/** One call of the API: what it is called, what it takes, what it does. */
export const operation = <Path extends string, B extends z.ZodObject | undefined>(
  key: `${Method} ${Path}`,
  body: B,
  run: (
    work: Work,
    path: Record<NamesIn<Path>, string>,
    body: B extends z.ZodObject ? z.output<B> : undefined,
  ) => Answered,
): Operation => {
  const [method, path] = key.split(" ") as [Method, string];
  return { method, path, body, run: run as Operation["run"] };
};
