import { z } from "zod";
import { shownHost } from "../hosting/index.ts";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { demandCan } from "./change.ts";
import { mayGiveAway, transferAnswers } from "./domain.state.ts";
import { lock, toDomain } from "./domain.ts";

/**
 * Lets a name go to the registrar that asks for it, or keeps it. Whoever says the same again after a crash finds it said.
 */
export const answerTransferOut = providerCommand({
  name: "domain.answer_transfer_out",
  input: z.object({ domainId: Id("domain"), answer: z.enum(transferAnswers) }),
  allow: mayGiveAway,
  confirm: true,
  async intend({ tx }, { domainId, answer }) {
    const row = await lock(tx, domainId);
    demandCan("change", row);
    if (row.transferOutAt === null) throw nobodyAsks(row.name);
    return { row, answer };
  },
  async perform({ registrar }, { row: { name }, answer }) {
    const said = (await registrar.transferOut(name))?.answer ?? null;
    if (said === null) return registrar.answerTransferOut(name, answer);
    if (said === answer) return;
    throw new DomainError("conflict", "domain.transfer_answered", "This was answered the other way already.");
  },
  async settle(_scope, { row, answer }) {
    const { id, accountId, name } = row;
    // That it stays, or has gone, a message tells.
    const events = answer === "give" ? [{ type: "domain.transfer_out_approved", subject: id }] : [];
    return { value: toDomain(row), audit: { target: id, accountId, after: { name, answer } }, events };
  },
});

const nobodyAsks = (name: string) =>
  new DomainError("conflict", "domain.no_transfer_out", `No registrar asks for ${shownHost(name)} any more.`);
