import { z } from "zod";

/** What every call answers. The documentation's samples say `resultCode` where the specification says `code`. */
const Status = z.object({
  code: z.string().optional(),
  resultCode: z.string().optional(),
  text: z.string().optional(),
  type: z.enum(["SUCCESS", "ERROR", "NOTIFY", "NOTICE", "NICCOM_NOTIFY"]),
});

const Message = z.object({
  text: z.string().optional(),
  code: z.string().optional(),
  status: z.string().optional(),
  objects: z.array(z.object({ type: z.string().optional(), value: z.string().optional() })).optional(),
});

export const Envelope = z.object({
  /** Theirs, for whoever asks their support. */
  stid: z.string().optional(),
  /** Ours, as it was sent. */
  ctid: z.string().optional(),
  status: Status,
  object: z
    .object({ type: z.string().optional(), value: z.string().optional(), summary: z.number().optional() })
    .optional(),
  messages: z.array(Message).default([]),
  data: z.array(z.unknown()).default([]),
});
export type Envelope = z.output<typeof Envelope>;

/** What they said no to. Its words are for the log: they name things that are not the customer's business. */
export class AutodnsRefusal extends Error {
  readonly code: string;
  readonly stid: string | undefined;

  constructor({ status, messages, stid }: Envelope) {
    const words = messages.map(({ code, text }) => [code, text].filter(Boolean).join(" "));
    super(`AutoDNS answered ${codeOf(status)} ${status.text ?? ""} (stid ${stid ?? "none"}): ${words.join("; ")}`);
    this.name = "AutodnsRefusal";
    this.code = codeOf(status);
    this.stid = stid;
  }
}

const codeOf = ({ code, resultCode }: Envelope["status"]): string => code ?? resultCode ?? "";
