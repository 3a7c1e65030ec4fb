import { z } from "zod";

/** The answer of the node's primitive `node-facts`. */
export const NodeFacts = z
  .object({
    contract: z.int(),
    os: z.string(),
    kernel: z.string(),
    podmanVersion: z.string(),
    cpus: z.int(),
    memoryMb: z.int(),
    memoryUsedMb: z.int(),
    diskMb: z.int(),
    diskUsedMb: z.int(),
  })
  .meta({ id: "NodeFacts" });
export type NodeFacts = z.infer<typeof NodeFacts>;

/** The version of the primitives that this platform speaks. */
export const contractVersion = 6;
