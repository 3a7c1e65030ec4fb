import { z } from "zod";

const Which = { type: z.string().min(1).default("*"), times: z.int().min(1).max(1000).default(1) };

/** What goes wrong with the next webhooks, asked for in advance. */
export const Disturbance = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("duplicate"), ...Which, copies: z.int().min(2).max(20).default(2) }),
  z.strictObject({ kind: z.literal("delay"), ...Which, ms: z.int().min(1) }),
  /** Keeps `times` webhooks back and then sends them, the last one first. */
  z.strictObject({ kind: z.literal("reverse"), ...Which, times: z.int().min(2).max(1000).default(2) }),
  /** Never sent, until somebody asks for it again. */
  z.strictObject({ kind: z.literal("lose"), ...Which }),
  /** The first attempt carries a signature made with another secret. */
  z.strictObject({ kind: z.literal("wrong_signature"), ...Which }),
]);
export type Disturbance = z.output<typeof Disturbance>;
export type DisturbanceInput = z.input<typeof Disturbance>;
