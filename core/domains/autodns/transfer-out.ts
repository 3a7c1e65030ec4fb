import { domainToASCII } from "node:url";
import { z } from "zod";
import { type TransferAnswer, transferAnswers } from "../domain.state.ts";
import type { TransferOut } from "../ports.ts";
import { type Autodns, segment } from "./client.ts";
import { dateOf } from "./domain.ts";

const Asked = z.object({
  domain: z.string(),
  gainingRegistrar: z.string().nullish(),
  ...{ start: z.string().nullish(), autoAck: z.string().nullish(), autoNack: z.string().nullish() },
  /** How it was answered. */
  type: z.string().nullish(),
});
const words: Readonly<Record<TransferAnswer, string>> = { give: "TRANSFER_OUT_ACK", keep: "TRANSFER_OUT_NACK" };

/** The newest of those in which another registrar asks for a name; undefined: none does. */
export async function readTransferOut(call: Autodns, name: string): Promise<TransferOut | undefined> {
  const label = { key: "sld", value: name.split(".")[0] ?? "", operator: "EQUAL" };
  const body = { filters: [label], view: { limit: 100, offset: 0 } };
  const { data } = await call({ method: "POST", path: "/transferout/_search", body, data: Asked });
  const startOf = ({ start }: z.output<typeof Asked>) => dateOf(start)?.getTime() ?? 0;
  const [found] = data
    .filter(({ domain }) => domainToASCII(domain) === name)
    .toSorted((one, other) => startOf(other) - startOf(one));
  if (!found) return undefined;
  const [goesAt, staysAt] = [dateOf(found.autoAck), dateOf(found.autoNack)];
  const stays = staysAt && { answer: "keep" as const, at: staysAt };
  return {
    registrar: found.gainingRegistrar ?? null,
    answer: transferAnswers.find((answer) => words[answer] === found.type) ?? null,
    byItself: goesAt ? { answer: "give", at: goesAt } : stays,
  };
}

export async function answerTransferOut(call: Autodns, name: string, answer: TransferAnswer): Promise<void> {
  await call({ method: "POST", path: `/transferout/${segment(name)}/${words[answer]}`, data: z.unknown() });
}
