import type { z } from "zod";
import type { Work } from "./work.ts";

export type Method = "GET" | "POST" | "DELETE";

type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

export interface Operation {
  method: Method;
  path: string;
  params: z.ZodObject;
  run(work: Work, params: Record<string, unknown>, path: Record<string, string>): object;
}

/** One call of the API: what it is called, what it takes, what it does. */
export const operation = <Path extends string, P extends z.ZodObject>(
  key: `${Method} ${Path}`,
  params: P,
  run: (work: Work, params: z.output<P>, path: Record<NamesIn<Path>, string>) => object,
): Operation => {
  const [method, path] = key.split(" ") as [Method, string];
  return { method, path, params, run: run as unknown as Operation["run"] };
};
