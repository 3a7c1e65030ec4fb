import { z } from "zod";
import { notThere, Refusal } from "./answer.ts";
import { nextNumber } from "./number.ts";
import { type Operation, operation, type Work } from "./operation.ts";
import { listed, Query } from "./query.ts";
import type { TransferOut } from "./tables.ts";

const Answer = z.enum(["TRANSFER_OUT_ACK", "TRANSFER_OUT_NACK"]);
/** Nobody has said anything by then: the name goes. */
const patienceMs = 5 * 86_400_000;

export function tell(work: Work, type: string, object: string, text: string): void {
  work.data.messages.put({
    ...{ id: String(nextNumber(work, "message")), job: null, notify: { type }, object, text },
    ...{ ctid: null, stid: "", created: work.now.toISOString() },
  });
}

/** Another registrar asks for a name. */
export function askFor(work: Work, name: string): void {
  work.data.transfersOut.put({
    ...{ id: name, gainingRegistrar: "Elsewhere Names Ltd", start: work.now.toISOString(), answer: null },
    autoAck: new Date(work.now.getTime() + patienceMs).toISOString(),
  });
  tell(work, "transfer_start", name, `Elsewhere Names Ltd asks for ${name}.`);
}

function leave(work: Work, name: string): void {
  work.data.domains.remove(name);
  tell(work, "domain_away", name, `${name} is with another registrar.`);
}

/** What nobody answered is answered by itself. */
export function settleTransfersOut(work: Work): void {
  for (const asked of work.data.transfersOut.oldestFirst()) {
    if (asked.answer !== null || asked.autoAck > work.now.toISOString()) continue;
    work.data.transfersOut.put({ ...asked, answer: "TRANSFER_OUT_ACK" });
    tell(work, "transfer_autoack", asked.id, `Nobody said anything about ${asked.id}.`);
    leave(work, asked.id);
  }
}

const shown = ({ id, gainingRegistrar, start, autoAck, answer }: TransferOut) => ({
  ...{ domain: id, gainingRegistrar, start, autoAck },
  ...(answer && { type: answer }),
});

export const transferOutOperations: readonly Operation[] = [
  operation("POST /transferout/_search", Query, ({ data }, _path, query) => {
    const { rows, summary } = listed(data.transfersOut.oldestFirst(), query, {
      sld: ({ id }) => id.split(".")[0] ?? "",
    });
    return { data: rows.map(shown), object: { type: "TransferOut", summary } };
  }),
  operation("POST /transferout/{domain}/{_type}", undefined, (work, { domain: name, _type }) => {
    const asked = work.data.transfersOut.get(name);
    const answer = Answer.safeParse(_type);
    if (!asked) throw notThere("transfer", name);
    if (!answer.success) throw new Refusal("E0513", `${_type} is no answer.`);
    if (asked.answer !== null) throw new Refusal("E0512", `The transfer of ${name} was answered.`);
    const after = work.data.transfersOut.put({ ...asked, answer: answer.data });
    if (answer.data === "TRANSFER_OUT_ACK") leave(work, name);
    else tell(work, "transfer_nack", name, `${name} stays.`);
    return { data: [shown(after)] };
  }),
];
