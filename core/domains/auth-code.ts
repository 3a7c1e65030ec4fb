import { z } from "zod";
import { DomainError } from "../kernel/errors.ts";
import { Id } from "../kernel/id.ts";
import { providerCommand } from "../kernel/operation.ts";
import { demandCan } from "./change.ts";
import { mayGiveAway } from "./domain.state.ts";
import { lock } from "./domain.ts";

export const AuthCode = z
  .object({ authCode: z.string(), expiresAt: z.date().nullable() })
  .meta({ id: "AuthCode", description: "With it another registrar may take the domain." });

/** Makes the code with which another registrar may take a name, and shows it once. The owners are told by mail. */
export const revealAuthCode = providerCommand({
  name: "domain.reveal_auth_code",
  input: z.object({ domainId: Id("domain") }),
  allow: mayGiveAway,
  confirm: true,
  async intend({ tx }, { domainId }) {
    const row = await lock(tx, domainId);
    demandCan("change", row);
    if (row.locked) throw new DomainError("conflict", "domain.locked", "Unlock the domain first.");
    return row;
  },
  perform: ({ registrar }, { name }) => registrar.authCode(name),
  async settle(_scope, { id, accountId, name }, { code, expiresAt }) {
    return {
      value: { authCode: code.reveal(), expiresAt },
      audit: { target: id, accountId, after: { name } },
      events: [{ type: "domain.auth_code_shown", subject: id }],
    };
  },
});
