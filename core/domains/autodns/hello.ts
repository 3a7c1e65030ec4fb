import { z } from "zod";
import type { Autodns } from "./client.ts";

/** Does nothing but find out whether they answer, and let us in. */
export const helloTo = async (call: Autodns): Promise<void> => {
  await call({ method: "GET", path: "/hello", data: z.unknown() });
};
